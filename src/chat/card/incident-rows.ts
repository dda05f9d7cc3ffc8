import type { Member } from '../../alerts/incident.ts';
import type { CardPart, CardRow } from './card.ts';
import {
  beganAt,
  countText,
  customerName,
  normalText,
  queueName,
  sumOf,
  type Telling,
  totalOf,
} from './incident-words.ts';

/** More are not read on a phone at night. */
const MOST = 5;

/** Queues of one customer, each with what it lost; at most five, and how many more. None for a single queue. */
export function queueRows(members: readonly Member[], telling: Telling): CardPart[] {
  if (members.length < 2) return [];
  const worstFirst = [...members].sort(byStanding(telling));
  const rows = worstFirst.slice(0, MOST).map(
    (member): CardRow => ({
      name: queueName(member.series, telling),
      lead: leadOf([member], telling),
      detail: detailOf(member, telling),
    }),
  );
  return withMore(rows, members.length, telling, 'queues');
}

/** Those that still fire first, then by what they lost. */
function byStanding(telling: Telling): (a: Member, b: Member) => number {
  const open = (each: Member) => (each.resolvedAt === null ? 0 : 1);
  const lost = (each: Member) => totalOf(each, telling).lost;
  return (a, b) => open(a) - open(b) || lost(b) - lost(a) || a.series - b.series;
}

function leadOf(members: readonly Member[], telling: Telling): string {
  const { lost, calls } = sumOf(members, telling);
  return countText(lost, calls, telling);
}

function detailOf(member: Member, telling: Telling): string {
  const { say, time } = telling;
  const silenced = member.silence === null ? [] : [say('alert.row.silenced')];
  const normal = normalText([member], telling);
  const standing =
    member.resolvedAt === null
      ? say('alert.row.since', { since: time(beganAt(member)), normal })
      : say('alert.row.over', { time: time(member.resolvedAt) });
  return [standing, ...silenced].join(' · ');
}

/** The members of each customer, in the order in which the customers fired. */
export function byCustomer(members: readonly Member[], telling: Telling): { name: string; members: Member[] }[] {
  const found = new Map<number, { name: string; members: Member[] }>();
  for (const member of members) {
    const name = customerName(member.series, telling);
    const one = found.get(member.customer) ?? { name, members: [] };
    one.members.push(member);
    found.set(member.customer, one);
  }
  return [...found.values()];
}

/** Customers, each with what all its queues lost; at most five, and how many more. */
export function customerRows(members: readonly Member[], telling: Telling): CardPart[] {
  const { say, time } = telling;
  const customers = byCustomer(members, telling);
  const lost = (each: readonly Member[]) => sumOf(each, telling).lost;
  const worstFirst = [...customers].sort((a, b) => lost(b.members) - lost(a.members));
  const rows = worstFirst.slice(0, MOST).map(({ name, members: own }): CardRow => {
    const over = own.every(({ resolvedAt }) => resolvedAt !== null);
    const end = Math.max(...own.map(({ resolvedAt }) => resolvedAt ?? 0));
    return {
      name,
      lead: leadOf(own, telling),
      detail: over
        ? say('alert.row.over', { time: time(end) })
        : say('alert.row.queues', { n: own.length, since: time(sumOf(own, telling).since) }),
    };
  });
  return withMore(rows, customers.length, telling, 'customers');
}

/** Rows under their heading; what is beyond them is counted. */
function withMore(rows: readonly CardRow[], total: number, { say }: Telling, what: 'queues' | 'customers'): CardPart[] {
  const n = total - rows.length;
  return [
    { kind: 'heading', text: say(`alert.${what}`) },
    { kind: 'rows', rows },
    ...(n > 0 ? [{ kind: 'text', text: say(`alert.more.${what}`, { n }) } as const] : []),
  ];
}
