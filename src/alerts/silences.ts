const SOON_MS = 3_600_000;

/** Pages that are held back for a queue or a customer until a moment. Times are epoch milliseconds. */
export interface Silence {
  readonly id: number;
  /** Null: of every rule. */
  readonly rule: number | null;
  /** Of these one is not null; both null: the whole rule. */
  readonly series: number | null;
  readonly customer: number | null;
  readonly createdAt: number;
  readonly until: number;
  /** When its maker was told that it ends soon, and when it was said to have ended (by time or by a person). */
  readonly remindedAt: number | null;
  readonly endedAt: number | null;
}

/** Whether a silence holds pages back at a moment. */
export function isActive(silence: Silence, at: number): boolean {
  return silence.endedAt === null && at < silence.until;
}

/** The active silence that holds back a queue of a rule; of several the one that lasts longest. Null where there is none. */
export function silenceOf(
  silences: readonly Silence[],
  of: { readonly rule: number; readonly series: number; readonly customer: number },
  at: number,
): Silence | null {
  let found: Silence | null = null;
  for (const silence of silences) {
    if (!isActive(silence, at) || !covers(silence, of)) continue;
    if (found === null || silence.until > found.until) found = silence;
  }
  return found;
}

/** Whether a silence is about a queue of a rule, whenever it is. */
export function covers(
  silence: Silence,
  of: { readonly rule: number; readonly series: number; readonly customer: number },
): boolean {
  if (silence.rule !== null && silence.rule !== of.rule) return false;
  if (silence.series !== null) return silence.series === of.series;
  return silence.customer === null || silence.customer === of.customer;
}

/** soon: its maker is to be told that it ends. over: its end is to be said. */
export interface SilenceNews {
  readonly silence: Silence;
  readonly what: 'soon' | 'over';
}

/**
 * What is to be said of silences now, each thing once: whoever says it stores `remindedAt` or `endedAt` with it. One
 * that is shorter than two hours is not reminded of: its maker still knows.
 */
export function silenceNews(silences: readonly Silence[], now: number): SilenceNews[] {
  const news: SilenceNews[] = [];
  for (const silence of silences) {
    if (silence.endedAt !== null) continue;
    if (now >= silence.until) news.push({ silence, what: 'over' });
    else if (isSoon(silence, now)) news.push({ silence, what: 'soon' });
  }
  return news;
}

/** When the next thing is to be said of them; null where nothing is. */
export function nextSilenceNews(silences: readonly Silence[]): number | null {
  const moments = silences
    .filter((silence) => silence.endedAt === null)
    .map((silence) => (isReminded(silence) ? silence.until - SOON_MS : silence.until));
  return moments.length === 0 ? null : Math.min(...moments);
}

function isSoon(silence: Silence, now: number): boolean {
  return isReminded(silence) && now >= silence.until - SOON_MS;
}

function isReminded(silence: Silence): boolean {
  return silence.remindedAt === null && silence.until - silence.createdAt >= 2 * SOON_MS;
}
