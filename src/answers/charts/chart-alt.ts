import { messagesFor } from '../../words/messages.ts';
import type { ChartSpec } from '../answer.ts';
import { type ChartPlan, type ChartTold, planChart } from './chart-plan.ts';

/** The least that a platform keeps of it. */
const MOST = 2_000;
/** Of a title, and of the name of a place or a series. */
const TITLE = 300;
const NAME = 60;
const UNKNOWN = '–';

/**
 * What a chart shows, in words and figures, for whoever does not see its picture: its title, then each series with its
 * values in order, at most 2,000 characters in all. Where they are more, the oldest days or the last names are left out.
 */
export function chartAlt(spec: ChartSpec, told: ChartTold): string {
  const plan = planChart(spec, told);
  const colon = messagesFor(told.language)('text.colon');
  const title = short(plan.title, TITLE);
  const notes = plan.notes.slice(plan.scale.min > 0 ? 1 : 0);
  const heads = plan.series.map(({ name }) => (plan.series.length === 1 ? '' : `${short(name, NAME)}${colon}`));
  const taken = [title, ...notes, ...heads].reduce((sum, text) => sum + text.length + 1, 0);
  const each = Math.floor((MOST - taken) / Math.max(1, plan.series.length)) - 2;
  const lines = plan.series.map((series, at) => `${heads[at]}${valuesOf(plan, series, each)}`);
  return [title, ...lines, ...notes].join('\n').slice(0, MOST);
}

function valuesOf(plan: ChartPlan, { values }: ChartPlan['series'][number], most: number): string {
  const texts = plan.labels.map((label, at) => {
    const value = values[at] ?? null;
    return `${short(label, NAME)} ${value === null ? UNKNOWN : plan.figure(value)}`;
  });
  const isDays = plan.form !== 'down';
  const ordered = isDays ? [...texts].reverse() : texts;
  const kept: string[] = [];
  let length = 0;
  for (const text of ordered) {
    length += text.length + 2;
    if (length > most - 2) break;
    kept.push(text);
  }
  const isCut = kept.length < texts.length;
  const shown = isDays ? kept.reverse() : kept;
  return [...(isCut && isDays ? ['…'] : []), ...shown, ...(isCut && !isDays ? ['…'] : [])].join(', ');
}

function short(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
