import type { Firing, Replayed } from '../../commands/alert-services.ts';
import { minuteText } from './alert-moments.ts';
import { type About, calmLines, indented, numbersText, percent } from './alert-report.ts';

const BARS = ' ▁▂▃▄▅▆▇█';
/** What fits beside its label on a narrow screen. */
const MOST = 64;

/** Each firing drawn with block letters: the rate of its slots, and what was normal, on one scale. */
export function chartOf(replayed: Replayed, about: About): string[] {
  const { firings } = replayed;
  if (firings.length === 0) return calmLines(replayed, about);
  return firings.flatMap((firing) => [...drawn(firing), '']).slice(0, -1);
}

function drawn(firing: Firing): string[] {
  const { customer, queue, firedAt, fired, course } = firing;
  const points = course.slice(-MOST);
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return [`${customer} · ${queue}`, numbersText(fired)];
  const most = Math.max(0.01, ...points.flatMap(({ rate, high, baseline }) => [rate ?? 0, high ?? baseline ?? 0]));
  const line = (values: readonly (number | null)[]) => values.map((value) => barOf(value, most)).join('');
  const mark = points.map(({ at }) => (at === fired.at ? '↑' : ' ')).join('');
  return [
    `${customer} · ${queue} · ${minuteText(first.at)} to ${minuteText(last.at)} UTC`,
    `  lost    ${line(points.map(({ rate }) => rate))}  top ${percent(most)}`,
    `  normal  ${line(points.map(({ baseline }) => baseline))}`,
    `          ${mark.trimEnd()} fired ${minuteText(firedAt).slice(11)}`,
    ...indented(numbersText(fired), '          '),
  ];
}

function barOf(value: number | null, most: number): string {
  if (value === null) return '·';
  return (
    BARS[Math.min(BARS.length - 1, Math.max(value > 0 ? 1 : 0, Math.round((value / most) * (BARS.length - 1))))] ?? '█'
  );
}
