import { openLens } from '../../db/readings/lens.ts';
import type { DigestAsking, DigestDefinition } from '../../digests/digest.ts';
import { digests, makeDigest } from '../../digests/index.ts';
import type { Asker } from '../../src/access/asker.ts';
import type { Answer } from '../../src/answers/answer.ts';
import type { Digest } from '../../src/answers/digest.ts';
import { ask } from '../../src/ask/ask.ts';
import { readFilters } from '../../src/ask/audience-filters.ts';
import type { Desk } from '../../src/ask/desk.ts';
import { resolveFilters } from '../../src/ask/resolve.ts';
import type { Language } from '../../src/words/languages.ts';
import { messagesFor } from '../../src/words/messages.ts';
import { everybody, TODAY, vocabulary } from '../questions/world.ts';

export interface Wanted {
  readonly asker?: Asker;
  readonly filters?: string;
  readonly language?: Language;
  readonly asOf?: string;
  readonly about?: string;
}

/** The digest of this name. */
export function digestNamed(name: string): DigestDefinition {
  const found = digests.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no digest ${name}`);
  return found;
}

/** What a digest is made from, asked for by one person with filters; `questions` collects what it asks. */
export async function askingOf(desk: Desk, wanted: Wanted, questions: Answer[] = []): Promise<DigestAsking> {
  const { asker = everybody, filters = '', language = 'en', asOf = TODAY, about = TODAY } = wanted;
  const owner = asker.scope === 'own' ? asker.email : null;
  const lens = await openLens(desk.db, { asOf, owner, cycleDay: desk.cycleDay });
  const say = messagesFor(language);
  const read = readFilters(filters, vocabulary) ?? [];
  const resolved = await resolveFilters(lens, read, { me: asker.email, say, namesOthers: false });
  return {
    async ask(question) {
      const text = `${question} ${filters}`;
      const outcome = await ask(desk, { text, asker, language, asOf, pageSize: Number.POSITIVE_INFINITY });
      if (outcome.kind === 'error') throw new Error(`${text}: ${outcome.message}`);
      questions.push(outcome.answer);
      return outcome.answer;
    },
    lens,
    filters: resolved.filters,
    asOf,
    about,
    language,
    say,
    money: asker.money,
  };
}

/** A digest as the scheduler would make it. */
export async function made(desk: Desk, name: string, wanted: Wanted = {}): Promise<Digest> {
  return makeDigest(digestNamed(name), await askingOf(desk, wanted));
}
