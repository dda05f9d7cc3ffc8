import { z } from 'zod/v4';
import type { Database } from '../../db/open.ts';
import { foldValue } from '../../src/words/fold.ts';

/** What the data says of one customer and nothing else does: names, domains, ids, a tag of its own, its place. */
interface Known {
  readonly customer: number;
  readonly owners: readonly string[];
  readonly tokens: readonly string[];
}

const texts = z.array(z.string());
const listOf = (stored: string | null): string[] => texts.parse(JSON.parse(stored ?? '[]'));

/** Everything that could give a customer away, by customer. */
export function knownOf({ sqlite }: Database): Known[] {
  const tokens = new Map<number, Set<string>>();
  const add = (sql: string): void => {
    for (const { id, token } of sqlite.prepare<[], { id: number; token: string | null }>(sql).all()) {
      if (token !== null && token.trim() !== '') tokens.set(id, (tokens.get(id) ?? new Set()).add(lower(token)));
    }
  };
  const account = 'join accounts a on a.id =';
  for (const column of ['name', 'domain', 'city', 'postal']) {
    add(`select distinct id, ${column} as token from customers`);
    add(`select distinct a.customer_id as id, p.${column} as token from profiles p ${account} p.account_id`);
  }
  // Tags that several have are words like any other.
  add("select c.id, j.value as token from customers c cross join json_each(c.tags) j where j.value like 'only-%'");
  add("select customer_id as id, substr(key, 4) as token from accounts where key like 'id:%'");
  add(`select distinct a.customer_id as id, l.subscription_id as token from lines l ${account} l.account_id`);
  add(`select distinct a.customer_id as id, g.agreement_id as token from agreements g ${account} g.account_id`);
  return sqlite
    .prepare<[], { id: number; owners: string | null }>('select id, owners from customers')
    .all()
    .map(({ id, owners }) => ({ customer: id, owners: listOf(owners), tokens: [...(tokens.get(id) ?? [])] }));
}

/** Looks for texts in what leaves; quick enough for thousands of texts and long answers. */
export interface Detector {
  /** The first of the texts that stands in `bytes`, beside in `typed`; undefined when none does. */
  find(bytes: string, typed: string): string | undefined;
  readonly size: number;
}

const PIECE = 4;

/** Tells whether a text stands in what everybody is shown whoever's customers exist; remembers what it was asked. */
export function ordinaryText(shown: string): (text: string) => boolean {
  const all = lower(shown);
  const known = new Map<string, boolean>();
  return (text) => {
    const found = known.get(text) ?? all.includes(text);
    known.set(text, found);
    return found;
  };
}

/**
 * What must not leave towards a person: what the data says of customers who are not theirs, and who owns those, unless it
 * also stands in what the data says of theirs, in what is said `about` the person, or in `ordinary` text.
 */
export function detectorFor(
  known: readonly Known[],
  owner: string,
  about: string,
  ordinary: (text: string) => boolean,
): Detector {
  const own = known.filter(({ owners }) => owners.includes(owner));
  const foreign = known.filter(({ owners }) => !owners.includes(owner));
  const shown = lower([...own.flatMap(({ tokens, owners }) => [...tokens, ...owners]), about].join('\n'));
  const secrets = new Set(foreign.flatMap(({ tokens, owners }) => [...tokens, ...owners.map(lower)]));
  const byPiece = new Map<string, string[]>();
  let size = 0;
  for (const secret of secrets) {
    // Short texts and bare numbers of a few digits stand in other texts by chance.
    if (secret.length < (/^[\p{Script=Han}]+$/u.test(secret) ? 3 : 5) || /^\d{1,6}$/.test(secret)) continue;
    if (ordinary(secret) || shown.includes(secret)) continue;
    const piece = secret.slice(0, PIECE);
    byPiece.set(piece, [...(byPiece.get(piece) ?? []), secret]);
    size += 1;
  }
  return {
    size,
    find(bytes, typed) {
      const text = lower(bytes);
      // What was typed comes back without its commas and quotes.
      const asked = foldValue(typed);
      for (let at = 0; at < text.length; at += 1) {
        for (const secret of byPiece.get(text.slice(at, at + PIECE)) ?? []) {
          if (text.startsWith(secret, at) && !asked.includes(foldValue(secret))) return secret;
        }
      }
      return undefined;
    },
  };
}

function lower(text: string): string {
  return text.toLowerCase().normalize('NFC');
}
