import { dayAfter } from '../oracle/days.ts';
import { familiesOf } from '../oracle/lines.ts';
import type { Ask, Customer, Group, GroupBy, KeysOf, Result, Row, World } from '../oracle/oracle.ts';
import { groups } from '../oracle/oracle.ts';
import { Selection } from '../oracle/select.ts';
import { BACK, LATER, TODAY } from './cases.ts';
import type { Question } from './question.ts';
import { questions as q } from './questions.ts';

/** A question whose answer is put together by something. */
export interface GroupCase {
  readonly question: Question;
  readonly asOf: string;
  readonly where: readonly string[];
  readonly by: string;
  /** What a group's rows are called; none for lists of customers. */
  readonly rows: string | null;
  readonly sums: readonly string[];
  readonly scopeOwner?: string;
}

const LINES = ['total', 'assigned', 'used', 'available'];
const shapes = [
  { question: q.expiring, rows: 'subscriptions', sums: LINES },
  { question: q.renewing, rows: 'subscriptions', sums: LINES },
  { question: q.expired, rows: 'subscriptions', sums: ['total'] },
  { question: q.new, rows: 'subscriptions', sums: LINES },
  { question: q.low, rows: 'subscriptions', sums: LINES },
  { question: q.overage, rows: 'subscriptions', sums: ['overage', 'total', 'assigned', 'used'] },
  { question: q.customers, rows: null, sums: ['lines', 'total', 'assigned', 'used'] },
  { question: q.actNow, rows: null, sums: [] },
  { question: q.agreements, rows: 'agreements', sums: ['expiring_revenue'] },
];
const EVERYWHERE = ['owner', 'country', 'tag', 'industry', 'segment', 'city', 'status', 'managed'];
/** Lists of lines that show neither a type nor a day. */
const TYPELESS: readonly Question[] = [q.low, q.overage];
const NOT_LINES: readonly Question[] = [q.customers, q.actNow, q.agreements];

export const groupCases: readonly GroupCase[] = shapes.flatMap((shape, nth) => {
  const isOfLines = !NOT_LINES.includes(shape.question);
  const own = [
    ...(isOfLines ? ['product', 'family'] : []),
    ...(isOfLines && !TYPELESS.includes(shape.question) ? ['type', 'month'] : []),
    ...(shape.question === q.agreements ? ['month', 'division'] : []),
    ...(shape.question === q.actNow ? ['area', 'cluster', 'fit', 'intent'] : []),
  ];
  return [...EVERYWHERE, ...own].map((by, at): GroupCase => {
    const turn = (at + nth) % 4;
    return {
      ...shape,
      by,
      asOf: [TODAY, LATER, BACK][(at + nth) % 3] ?? TODAY,
      where: turn === 1 ? ['country:BR,US,DE,MX'] : turn === 2 ? ['-tag:gold'] : [],
      ...(turn === 3 ? { scopeOwner: 'rep01@reseller.example' } : {}),
    };
  });
});

/** The groups that the files give, as rows of the answer. */
export function groupRows(world: World, each: GroupCase): Row[] {
  const { question, asOf, where, by, rows, sums, scopeOwner } = each;
  const ask: Ask = { asOf, where, ...(scopeOwner ? { scopeOwner } : {}) };
  const result = withColumns(question.compute(world, ask), asOf);
  const found: Group[] = groups(result, keys(world, ask, by), sums, 'month_of');
  return found.map((group) => ({
    [by]: group.key,
    customers: group.customers,
    ...(rows === null ? {} : { [rows]: rows === 'agreements' ? idsOf(group) : group.rows }),
    ...group.sums,
  }));
}

function idsOf({ members }: Group): number {
  return new Set(members.map((row) => row['agreement_id'])).size;
}

/** With the day that `by:month` means, and what groups sum without showing it in the list. */
function withColumns(result: Result, asOf: string): Result {
  const rows = result.rows.map((row) => {
    const days = row['days_since_end'] ?? row['days_since_added'];
    const day = typeof days === 'number' ? dayAfter(asOf, -days) : (row['end_date'] ?? row['renewal_date'] ?? null);
    return { ...row, month_of: day };
  });
  return { ...result, rows };
}

function keys(world: World, ask: Ask, by: string): GroupBy | KeysOf {
  const some = (values: readonly string[]) => (values.length === 0 ? [null] : values);
  switch (by) {
    case 'status': {
      const selection = new Selection(world, ask);
      return (_: Row, customer: Customer) => some(selection.statusesOf(customer));
    }
    case 'family':
      return (row) => familiesOf(String(row['product']));
    case 'city':
    case 'managed':
      return (_, customer) => [customer.says[by] ?? null];
    case 'division':
    case 'fit':
    case 'intent':
      return (row) => [(row[by] ?? null) as string | null];
    default:
      return by as GroupBy;
  }
}
