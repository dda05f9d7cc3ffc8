import { foldValue } from '../src/words/fold.ts';
import { nearest } from '../src/words/nearest.ts';

/** What a name that a person gave stands for among the solution plays. */
export type Found =
  | { readonly kind: 'one'; readonly play: string }
  | { readonly kind: 'several'; readonly word: string; readonly plays: readonly string[] }
  /** The newest files have no column for it, older ones had. */
  | { readonly kind: 'absent'; readonly play: string }
  | { readonly kind: 'none'; readonly word: string; readonly nearest: string | undefined };

/** Finds a play by its whole name, spelling aside, or by a part that fits exactly one. */
export function findPlay(word: string, known: readonly string[], earlier: readonly string[]): Found {
  const folded = foldValue(word);
  const whole = (play: string) => foldValue(play) === folded;
  const part = (play: string) => folded !== '' && foldValue(play).includes(folded);
  const exact = known.find(whole);
  if (exact !== undefined) return { kind: 'one', play: exact };
  const gone = earlier.find(whole);
  if (gone !== undefined) return { kind: 'absent', play: gone };
  const fitting = known.filter(part);
  const [first] = fitting;
  if (first !== undefined)
    return fitting.length === 1 ? { kind: 'one', play: first } : { kind: 'several', word, plays: fitting };
  const [formerly, ...more] = earlier.filter(part);
  if (formerly !== undefined && more.length === 0) return { kind: 'absent', play: formerly };
  return { kind: 'none', word, nearest: nearest(word, known) };
}
