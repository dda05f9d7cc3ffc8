import { type Calendar, NO_END } from './calendar.ts';
import type { Company } from './company.ts';
import { isLatin } from './company.ts';
import { isTrial, type Line, makeSeats, type Seats } from './line.ts';
import products from './products.json' with { type: 'json' };
import { at, byShare, Random, shuffledNumber } from './random.ts';
import { PILLARS, TOPIC, type World } from './world.ts';

/** What the partner's portal knows about a company over the weeks of the demo. */
export interface Life {
  readonly organisations: 1 | 2;
  /** The days on which the customer is listed. */
  readonly from: number;
  readonly until: number;
  readonly created: number;
  readonly lastSignIn: number | null;
  readonly managedBy: 'Partner' | 'External';
  readonly suspended: boolean;
  readonly quiet: boolean;
  readonly lines: readonly Line[];
}

type Product = (typeof products)[number];

/** What all lines of one company have in common while they are drawn. */
interface Draft {
  readonly world: World;
  readonly company: Company;
  readonly random: Random;
  readonly quiet: boolean;
  readonly from: number;
  readonly until: number;
  readonly lines: Line[];
}

interface Slot {
  readonly product: Product;
  readonly organisation: number;
}

interface Term {
  readonly start: number;
  readonly end: number;
  readonly years: number;
  readonly autoRenew: Line['autoRenew'];
  readonly rolls: boolean;
}

const LINE_COUNTS = [1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 6, 8];
const TRIAL_SIZES = [5, 10, 25, 25, 50, 100];
const ALWAYS = -NO_END;
const IDS_PER_COMPANY = 16;
const ID_SPACE = 9_000_000;
const productDeck = byShare(products, (product) => product.share);

/** The whole life of a company in Webex; the same whichever day is asked for. */
export function makeLife(world: World, company: Company): Life {
  const { index } = company;
  const random = new Random(world.seed, TOPIC.lives, index);
  const pillar = index < PILLARS;
  const fate = pillar ? 999 : random.below(1000);
  const turn = -random.below(-world.calendar.firstDay);
  const arrives = fate < 12;
  const leaves = fate >= 12 && fate < 20;
  const quiet = random.chance(50);
  const from = arrives ? turn : ALWAYS;
  const until = leaves ? turn : NO_END;
  const draft: Draft = { world, company, random, quiet, from, until, lines: [] };
  const organisations = index % 83 === 20 && isPlain(company) ? 2 : 1;
  if (fate < 970 || pillar) drawLines(draft, organisations, arrives ? turn : null);
  const { lines } = draft;
  const oldest = Math.min(turn, ...lines.map((line) => line.start));
  return {
    organisations,
    from,
    until,
    created: arrives ? turn : oldest - random.below(20),
    lastSignIn: quiet ? null : -random.below(arrives ? 1 - turn : 25),
    managedBy: random.chance(800) ? 'Partner' : 'External',
    suspended: random.chance(12),
    quiet,
    lines,
  };
}

/** Only a company that a second organisation cannot be mistaken for another one may have it. */
function isPlain(company: Company): boolean {
  return !company.hasTwin && company.hubDomain === company.domain && isLatin(company.country.style);
}

function drawLines(draft: Draft, organisations: 1 | 2, arrival: number | null): void {
  const { random, company } = draft;
  const taken = new Set<string>();
  const count = Math.max(random.pick(LINE_COUNTS), organisations);
  for (let slot = 0; slot < count; slot++) {
    const pillar = slot === 0 && company.index < PILLARS;
    let product = pillar ? at(products, company.index) : random.pick(productDeck);
    while (taken.has(product.name)) product = random.pick(productDeck);
    taken.add(product.name);
    const place = { product, organisation: organisations === 2 && slot === count - 1 ? 1 : 0 };
    if (pillar) addSteady(draft, place, steadyTerm(draft));
    else if (arrival !== null) addNew(draft, place, arrival + random.below(6));
    else addSlot(draft, place);
  }
}

function addSlot(draft: Draft, slot: Slot): void {
  const { random, lines } = draft;
  const kind = random.below(1000);
  const previous = lines[lines.length - 1];
  if (kind < 45) addTrial(draft, slot, -random.below(50), 'runs');
  else if (kind < 72) addTrial(draft, slot, -random.between(20, 110), 'converts');
  else if (kind < 92) addTrial(draft, slot, -random.between(45, 130), 'lapses');
  else if (kind < 126) addNew(draft, slot, -random.below(90));
  else if (kind < 133) addNew(draft, slot, random.between(1, 30));
  else if (kind < 144) addEndless(draft, slot);
  else if (kind < 156) addLingering(draft, slot);
  else if (kind < 460 && previous?.organisation === slot.organisation && isShareable(previous)) {
    const { product, organisation } = slot;
    push(draft, product, organisation, previous.subscriptionId, previous, ALWAYS, NO_END, drawSeats(draft, product));
  } else addContract(draft, slot);
}

/** One order often holds several products under one subscription id. */
function isShareable(line: Line): boolean {
  return !isTrial(line) && line.from === ALWAYS && line.until === NO_END && line.end !== NO_END;
}

function addSteady(draft: Draft, slot: Slot, term: Term): void {
  addSubscription(draft, slot, term, ALWAYS, NO_END);
}

/** A contract somewhere in its term: where that term began within the weeks shown, something happened then. */
function addContract(draft: Draft, slot: Slot): void {
  const { random, world } = draft;
  const term = steadyTerm(draft);
  const renewal = world.calendar.addYears(term.end, -term.years);
  if (renewal <= world.calendar.firstDay - 45 || term.autoRenew === 'Yes' || random.chance(350)) {
    addSteady(draft, slot, term);
    return;
  }
  const { years, autoRenew } = term;
  const old = { start: world.calendar.addYears(renewal, -years) + 1, end: renewal, years, autoRenew, rolls: false };
  addSubscription(draft, slot, old, ALWAYS, renewal + random.between(5, 21));
  // The rest churns: no successor.
  if (random.chance(690)) addNew(draft, slot, renewal + random.between(-10, 40));
}

function addNew(draft: Draft, slot: Slot, start: number): void {
  const { random, world } = draft;
  const years = random.pick([1, 1, 1, 2, 3]);
  const term = {
    start,
    end: world.calendar.addYears(start, years) - 1,
    years,
    autoRenew: drawAutoRenew(random),
    rolls: false,
  };
  // Orders are listed a little before they start.
  const from = start - random.below(start > 0 ? 40 : 5) - Math.max(0, start);
  addSubscription(draft, slot, term, from, NO_END);
}

function addEndless(draft: Draft, slot: Slot): void {
  const start = -draft.random.between(200, 2000);
  addSteady(draft, slot, { start, end: NO_END, years: 1, autoRenew: '', rolls: false });
}

/** Ended, never renewed, and still listed. */
function addLingering(draft: Draft, slot: Slot): void {
  const end = -draft.random.between(1, 60);
  const start = draft.world.calendar.addYears(end, -1) + 1;
  addSteady(draft, slot, { start, end, years: 1, autoRenew: 'No', rolls: false });
}

type Outcome = 'runs' | 'converts' | 'lapses';

function addTrial(draft: Draft, slot: Slot, start: number, outcome: Outcome): void {
  const { random } = draft;
  const end = start + (outcome === 'runs' ? random.pick([60, 90]) : random.pick([30, 60]));
  const bought = end + random.between(-12, 30);
  const gone =
    outcome === 'runs' ? NO_END : outcome === 'converts' ? Math.min(bought, end + 14) : end + random.below(14);
  const term: Term = { start, end, years: 0, autoRenew: random.chance(500) ? 'No' : '', rolls: false };
  push(draft, slot.product, slot.organisation, '', term, start, gone, trialSeats(draft));
  if (outcome === 'converts') addNew(draft, slot, bought);
}

/** A running term that ends after day 0, often at a quarter's end, when budgets are spent. */
function steadyTerm(draft: Draft): Term {
  const { random, world } = draft;
  const calendar = world.calendar;
  const years = random.pick([1, 1, 1, 1, 1, 1, 2, 3, 3, 3]);
  const drawn = 1 + random.below(365 * years);
  const bunched = seasonal(random, calendar, drawn);
  const end = bunched > 0 ? bunched : drawn;
  let terms = random.between(1, 3);
  // It is listed from the first day on, so it began before.
  while (calendar.addYears(end, -years * terms) >= calendar.firstDay) terms++;
  const start = calendar.addYears(end, -years * terms) + 1;
  return { start, end, years, autoRenew: drawAutoRenew(random), rolls: true };
}

function seasonal(random: Random, calendar: Calendar, day: number): number {
  return random.chance(400) ? calendar.quarterEnd(day) : day;
}

function drawAutoRenew(random: Random): Line['autoRenew'] {
  const choice = random.below(100);
  if (choice < 52) return 'Yes';
  return choice < 92 ? 'No' : '';
}

function addSubscription(draft: Draft, { product, organisation }: Slot, term: Term, from: number, until: number): void {
  push(draft, product, organisation, nextId(draft), term, from, until, drawSeats(draft, product));
}

/** Written out field by field, not spread: this makes most of the objects of a demo, and spreading took half the time. */
function push(
  draft: Draft,
  product: Product,
  organisation: number,
  subscriptionId: string,
  { start, end, years, rolls, autoRenew }: Term,
  from: number,
  until: number,
  seats: Seats,
): void {
  draft.lines.push({
    organisation,
    product: product.name,
    subscriptionId,
    start,
    end,
    years,
    rolls,
    autoRenew,
    // No line is listed while its customer is not.
    from: Math.max(from, draft.from),
    until: Math.min(until, draft.until),
    seats,
  });
}

function nextId({ world, company, lines }: Draft): string {
  const number = company.index * IDS_PER_COMPANY + lines.length;
  const shuffled = shuffledNumber(world.seed, TOPIC.subscription, ID_SPACE, number);
  return `Sub${100_000 + shuffled + Math.floor(number / ID_SPACE) * 10_000_000}`;
}

function drawSeats({ random, company, world, quiet }: Draft, product: Product): Seats {
  const { firstDay } = world.calendar;
  if (product.seatsPer100 === 0)
    return { ...makeSeats(random, 1, true, firstDay), changes: [], assigned: 0, assignedPerWeek: 0 };
  const total = Math.round((company.employees * product.seatsPer100 * random.between(60, 125)) / 10_000);
  return makeSeats(random, Math.max(1, total), quiet, firstDay);
}

function trialSeats({ random, world, quiet }: Draft): Seats {
  const seats = makeSeats(random, random.pick(TRIAL_SIZES), quiet, world.calendar.firstDay);
  return { ...seats, changes: [], over: null, assignedPerWeek: random.between(0, 40) };
}
