import { foldName, foldValue } from '../../../src/words/fold.ts';
import type { Ask, Row, Value } from './answer.ts';
import { type AreaRow, type Cycle, cycleAt } from './areas.ts';
import { familiesOf, linesOf, snapshotAt } from './lines.ts';
import type { Account, Customer, HubList, Line, Snapshot, World } from './world.ts';

interface Term {
  readonly not: boolean;
  readonly key: string;
  readonly values: readonly string[];
}

/** A customer's place in one area; without a cluster where the area does not list it. */
type Place = Pick<AreaRow, 'area' | 'plays'> & { readonly cluster: string | null };

type Tested = string | undefined | readonly string[];

const TEXTS = ['state', 'city', 'postal', 'industry', 'vertical', 'segment', 'subsegment', 'managed'] as const;
const COMPANY = ['customer', 'domain', 'country', ...TEXTS, 'size', 'tag', 'owner', 'vendor', 'status', 'has'];
const LINE = ['product', 'family', 'type', 'auto-renew'];
const AREA = ['cluster', 'area', 'cohort'];

/** What the filters of a question and the asker's scope let through. */
export class Selection {
  readonly snapshot: Snapshot | undefined;
  readonly cycle: Cycle | undefined;
  readonly #hubList: HubList | undefined;
  readonly #ask: Ask;
  readonly #company: readonly Term[];
  readonly #line: readonly Term[];
  readonly #area: readonly Term[];
  readonly #columns: readonly Term[];

  constructor(world: World, ask: Ask) {
    const terms = (ask.where ?? []).map(termOf);
    this.#ask = ask;
    this.#company = terms.filter(({ key }) => COMPANY.includes(key));
    this.#line = terms.filter(({ key }) => LINE.includes(key));
    this.#area = terms.filter(({ key }) => AREA.includes(key));
    this.#columns = terms.filter(({ key }) => ![...COMPANY, ...LINE, ...AREA].includes(key));
    this.snapshot = snapshotAt(world, ask.asOf);
    this.cycle = cycleAt(world, ask.asOf);
    this.#hubList = world.hubLists.findLast(({ date }) => date <= ask.asOf);
  }

  /** The portal's statuses of a customer, each once, in the order of the export. */
  statusesOf(customer: Customer): string[] {
    return [...new Set(customer.accounts.flatMap((account: Account) => this.#hubList?.statuses.get(account) ?? []))];
  }

  /** Whether the portal's list of customers has it. */
  isListed(customer: Customer): boolean {
    return customer.accounts.some((account) => this.#hubList?.statuses.has(account));
  }

  /** Whether the asker may see the customer and the filters on the company hold. */
  company(customer: Customer): boolean {
    const { scopeOwner } = this.#ask;
    if (scopeOwner !== undefined && !customer.owners.includes(scopeOwner)) return false;
    return this.#company.every((term) => this.#holds(customer, term) !== term.not);
  }

  /** Whether the filters on a line hold for this one. */
  line(line: Line): boolean {
    return this.#line.every((term) => lineHolds(line, term) !== term.not);
  }

  /**
   * Whether the customer has a current line that fulfils the filters on lines, and none that they exclude. Without any line
   * it is as if it had one of no product and no type.
   */
  hasLine(customer: Customer): boolean {
    if (this.#line.length === 0) return true;
    const lines = linesOf(this.snapshot, customer);
    const tests = (term: Term) => (lines.length > 0 ? lines.map((line) => lineHolds(line, term)) : [noLineHolds(term)]);
    if (this.#line.every(({ not }) => not)) return this.#line.every((term) => !tests(term).includes(true));
    if (lines.length > 0) return lines.some((line) => this.line(line));
    return this.#line.every((term) => noLineHolds(term) !== term.not);
  }

  /** Whether the filters on cluster, area and cohort hold for this row. */
  area(row: Place): boolean {
    return this.#area.every((term) => areaHolds(row, term) !== term.not);
  }

  /** Whether the filters on cluster and area hold for this row, whatever its plays are. */
  isPlace(row: Place): boolean {
    return this.#area.every((term) => term.key === 'cohort' || areaHolds(row, term) !== term.not);
  }

  /** All rows of a cycle whose customers the asker may see and whose company and lines fulfil the filters. */
  rowsOf(cycle: Cycle | undefined): AreaRow[] {
    return [...(cycle?.rows ?? [])].flatMap(([customer, rows]) =>
      this.company(customer) && this.hasLine(customer) ? rows : [],
    );
  }

  /** Whether one area of the customer fulfils the filters on cluster, area and cohort together. */
  hasArea(customer: Customer): boolean {
    if (this.#area.length === 0) return true;
    const rows = this.cycle?.rows.get(customer) ?? [];
    const plays = [...(this.cycle?.plays.get(customer) ?? [])];
    const isPlain = this.#area.every(({ key }) => key === 'cohort');
    if (isPlain) return this.#area.every((term) => matches(term.values, plays) !== term.not);
    const nowhere = (term: Term) => matches(term.values, term.key === 'cohort' ? plays : undefined);
    if (this.#area.some(({ not }) => !not)) {
      const places = this.#area.filter(({ key, not }) => key !== 'cohort' && !not);
      const mayBeNowhere =
        rows.length === 0 && places.length > 0 && places.every(({ values }) => values.includes('none'));
      if (mayBeNowhere) return this.#area.every((term) => nowhere(term) !== term.not);
      return rows.some((row) => this.area(row));
    }
    return this.#area.every((term) => {
      if (rows.length === 0 && term.key !== 'cohort') return !nowhere(term);
      return !rows.some((row) => areaHolds(row, term));
    });
  }

  /** Whether the filters on the answer's own numeric columns hold. */
  row(row: Row): boolean {
    return this.#columns.every(({ key, values, not }) => {
      if (!(key in row)) throw new Error(`no column ${key}`);
      const value = row[key] ?? null;
      return values.some((text) => columnHolds(value, text)) !== not;
    });
  }

  /** A line of a question whose rows are lines. */
  lineOfCompany(line: Line): boolean {
    const { customer } = line.account;
    return this.line(line) && this.company(customer) && this.hasArea(customer);
  }

  #holds(customer: Customer, { key, values }: Term): boolean {
    switch (key) {
      case 'customer':
        return values.some((value) => foldName(customer.name).includes(foldName(value)));
      case 'size':
        return values.some((value) => inRange(customer.says.size ?? null, value));
      case 'vendor':
        return values.some((value) => {
          const source = { webex: 'webex', microsoft: 'cloudascent' }[value.toLowerCase()];
          return customer.accounts.some((account) => account.source === source);
        });
      case 'has':
        return matches(
          values,
          [...customer.flags].flatMap(([flag, value]) => (value ? [flag] : [])),
        );
      default:
        return matches(values, this.#textOf(customer, key));
    }
  }

  #textOf(customer: Customer, key: string): Tested {
    if (key === 'domain') return customer.domain ?? undefined;
    if (key === 'country') return customer.country ?? undefined;
    if (key === 'tag') return customer.tags;
    if (key === 'owner') return customer.owners;
    if (key === 'status') return this.statusesOf(customer);
    const text = TEXTS.find((name) => name === key);
    if (text === undefined) throw new Error(`no filter ${key}`);
    return customer.says[text];
  }
}

/** A filter as typed. */
function termOf(text: string): Term {
  const found = /^(-?)([a-z0-9_-]+):(.+)$/s.exec(text);
  if (!found) throw new Error(`no filter: ${text}`);
  const [, minus, key = '', values = ''] = found;
  const parts = values.match(/"[^"]*"|[^",]+/g) ?? [];
  return { not: minus === '-', key, values: parts.map((part) => part.replaceAll('"', '').trim()) };
}

function lineHolds({ product, type, autoRenew }: Line, { key, values }: Term): boolean {
  if (key === 'product') return matches(values, product);
  if (key === 'family') return matches(values, familiesOf(product));
  if (key === 'type') return matches(values, type);
  return matches(values, autoRenew === null ? undefined : autoRenew ? 'yes' : 'no');
}

/** Whether a filter on lines names the customer that has none. */
function noLineHolds({ key, values }: Term): boolean {
  return key !== 'auto-renew' && matches(values, undefined);
}

function areaHolds({ cluster, area, plays }: Place, { key, values }: Term): boolean {
  return matches(values, key === 'cluster' ? (cluster ?? undefined) : key === 'area' ? area : plays);
}

function matches(values: readonly string[], actual: Tested): boolean {
  const own = (Array.isArray(actual) ? actual : actual === undefined ? [] : [actual]) as readonly string[];
  return values.some((value) =>
    value === 'none' ? own.length === 0 : own.some((each) => foldValue(each) === foldValue(value)),
  );
}

function columnHolds(value: Value, text: string): boolean {
  if (text === 'none') return value === null;
  return typeof value === 'string' ? inDays(value, text) : inRange(typeof value === 'number' ? value : null, text);
}

/** `2026-12`, `<2026-12-25`, `2026-12-01..2026-12-31`; a month is all its days. */
function inDays(day: string, text: string): boolean {
  const [, sign = '', from = '', to = from] = /^(>=|<=|>|<)?([\d-]+)(?:\.\.([\d-]+))?$/.exec(text) ?? [];
  const isBefore = day.slice(0, from.length) < from;
  const isAfter = day.slice(0, to.length) > to;
  switch (sign) {
    case '>':
      return isAfter;
    case '<':
      return isBefore;
    case '>=':
      return !isBefore;
    case '<=':
      return !isAfter;
    default:
      return !isBefore && !isAfter;
  }
}

function inRange(value: number | null, text: string): boolean {
  if (text === 'none') return value === null;
  if (value === null) return false;
  const range = /^(\d+(?:\.\d+)?)%?(?:-|\.\.)(\d+(?:\.\d+)?)(%?)$/.exec(text);
  if (range) {
    const [low, high] = [range[1], range[2]].map((each) => Number(each) / (range[3] === '%' ? 100 : 1));
    return value >= (low ?? 0) && value <= (high ?? 0);
  }
  const found = /^(>=|<=|>|<|=)?(-?\d+(?:\.\d+)?)(%?)$/.exec(text);
  if (!found) throw new Error(`no number: ${text}`);
  const bound = Number(found[2]) / (found[3] === '%' ? 100 : 1);
  switch (found[1]) {
    case '>':
      return value > bound;
    case '<':
      return value < bound;
    case '>=':
      return value >= bound;
    case '<=':
      return value <= bound;
    default:
      return value === bound;
  }
}
