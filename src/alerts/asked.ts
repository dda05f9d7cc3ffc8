/** However restless the queue, no more surprise than this is asked of what is enormous, and of what lasts. */
const ENOUGH = 5;
const ENOUGH_IF_LASTING = 6;
/** Enormous is at least half an hour with so many lost calls… */
const MANY_LOST = 20;
/** …that were so large a share, and so much above normal; */
const MOST_LOST = 0.6;
const FAR_ABOVE = 0.35;
/** or so many lost beyond the normal share, measured by the calls that usually come, and the share itself above normal too. */
const TOLL = 0.6;
const ABOVE = 0.2;
/** What lasts longer than so many slots, each bad by itself, is asked so much less for each further one. */
const LASTS = 3;
const LESS_EACH = 0.7;

/** What is looked at: so many newest slots together, their calls, the lost ones among them, and the share that is normal. */
interface Seen {
  readonly slots: number;
  readonly calls: number;
  readonly bad: number;
  readonly mean: number;
}

/**
 * How surprising (-ln of its chance) the look has to be where `limit` is what the queue's history asks for. A restless
 * queue asks for much; but hundreds who hang up, or a bad hour that does not end, are worth a call in any queue.
 * `usual`: calls that usually come in the window. `run`: newest slots in a row that are bad by themselves.
 */
export function askedOf(look: Seen, limit: number, usual: number, run: number): number {
  if (isEnormous(look, usual)) return Math.min(limit, ENOUGH);
  const lasting = limit - LESS_EACH * Math.max(0, run - LASTS);
  return Math.max(Math.min(limit, ENOUGH_IF_LASTING), lasting);
}

function isEnormous({ slots, calls, bad, mean }: Seen, usual: number): boolean {
  if (slots < 2 || bad < MANY_LOST) return false;
  if (bad >= calls * Math.max(MOST_LOST, mean + FAR_ABOVE)) return true;
  return bad >= calls * (mean + ABOVE) && bad - calls * mean >= TOLL * usual;
}
