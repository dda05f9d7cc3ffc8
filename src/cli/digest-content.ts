import type { NotAllowed, WantedDigest } from '../../commands/digest-services.ts';
import { type Audience, audienceOf } from '../../db/readings/audiences.ts';
import { openLens } from '../../db/readings/lens.ts';
import { stateOf } from '../../db/readings/remember.ts';
import type { DigestDefinition } from '../../digests/digest.ts';
import { digests, makeDigest } from '../../digests/index.ts';
import type { Asker } from '../access/asker.ts';
import { maySee } from '../access/audience.ts';
import type { Digest } from '../answers/digest.ts';
import { ask } from '../ask/ask.ts';
import { readFilters } from '../ask/audience-filters.ts';
import type { Desk } from '../ask/desk.ts';
import { resolveFilters } from '../ask/resolve.ts';
import type { IsoDate } from '../base/days.ts';
import { Bug, UserError } from '../base/errors.ts';
import { forAudience } from '../chat/flow/audience.ts';
import type { Schedule } from '../delivery/schedule.ts';
import { messagesFor } from '../words/messages.ts';

/** The digest of this name; undefined where there is none any more. */
export function digestNamed(name: string): DigestDefinition | undefined {
  return digests.find((each) => each.name === name);
}

/** The digest of a schedule; throws a Bug where there is none any more. */
export function definitionOf({ digest }: Pick<Schedule, 'digest'>): DigestDefinition {
  const definition = digestNamed(digest);
  if (definition === undefined) throw new Bug(`there is no digest ${digest}`);
  return definition;
}

/** What everybody may see who reads alone. */
const everything: Audience = { questions: null, filters: '', revenue: true, setBy: null, setAt: 0 };

/** Whose eyes a digest is made through: what the owner and the channel both may see. */
export interface Eyes {
  readonly asker: Asker;
  readonly audience: Audience;
}

/** Who reads a digest, or why its audience does not allow it. */
export async function eyesOf(
  desk: Desk,
  definition: DigestDefinition,
  { asker, place }: Pick<WantedDigest, 'asker' | 'place'>,
): Promise<Eyes | NotAllowed> {
  if (definition.personal || place === null) {
    const own = definition.personal && asker.email !== null ? ({ ...asker, scope: 'own' } as const) : asker;
    return { asker: own, audience: everything };
  }
  const audience = await audienceOf(desk.db, place);
  if (audience === undefined) return { why: 'not-allowed-no-audience', values: {} };
  const hidden = definition.commands.find((command) => !maySee(audience, command));
  if (hidden !== undefined) return { why: 'not-allowed-audience', values: { command: hidden } };
  if (readFilters(audience.filters, desk.vocabulary) === undefined) return { why: 'not-allowed-filters', values: {} };
  return { asker: { ...asker, money: asker.money && audience.revenue }, audience };
}

/** How often a digest is made again because the data changed meanwhile. */
const ATTEMPTS = 4;

/** What `make` gives, all of it of one state of the data: where an import is finished in between, it is made anew. */
export async function onOneState<T>({ db }: Desk, make: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const before = stateOf(db);
    const isLast = attempt >= ATTEMPTS;
    try {
      const made = await make();
      if (isLast || stateOf(db) === before) return made;
    } catch (error) {
      // Temporary tables of an older state go when the data changes.
      if (isLast || stateOf(db) === before) throw error;
    }
  }
}

interface Making {
  readonly eyes: Eyes;
  readonly wanted: WantedDigest;
  readonly asOf: IsoDate;
  readonly about: string;
}

/** Thrown where a question of a digest cannot be narrowed to what its readers may see. */
class NotNarrowed extends Error {}

/** What a digest says through these eyes, with the number of customers it is about, or why it cannot be said there. */
export async function contentOf(
  desk: Desk,
  definition: DigestDefinition,
  { eyes, wanted, asOf, about }: Making,
): Promise<{ readonly digest: Digest; readonly customers: number | null } | NotAllowed> {
  const { asker, audience } = eyes;
  const { language, filters, place } = wanted;
  const say = messagesFor(language);
  // The command line is nobody with customers of their own.
  if (definition.personal && asker.email === null) throw new UserError(say('error.who-is-me'), { exitCode: 2 });
  const forOthers = place !== null;
  const narrowing = [filters, audience.filters].map((text) => readFilters(text, desk.vocabulary));
  const [own, theirs] = narrowing;
  if (own === undefined || theirs === undefined) return { why: 'not-allowed-filters', values: {} };
  const owner = asker.scope === 'own' ? asker.email : null;
  const lens = await openLens(desk.db, { asOf, owner, cycleDay: desk.cycleDay });
  const resolving = { me: asker.email, say, namesOthers: false };
  const resolved = await resolveFilters(lens, [...own, ...theirs], resolving);
  const answerTo = async (question: string) => {
    const text = narrowed(question);
    const asking = { text, asker, language, asOf, pageSize: Number.POSITIVE_INFINITY, forOthers, place: null };
    const outcome = await ask(desk, asking);
    if (outcome.kind === 'answer') return outcome.answer;
    throw new Bug(`the digest ${definition.name} asks what is no question: ${text}: ${outcome.message}`);
  };
  try {
    const digest = await makeDigest(definition, {
      ...{ ask: answerTo, lens, filters: resolved.filters, asOf, about, language, say },
      money: asker.money,
    });
    return { digest, customers: await customersIn() };
  } catch (error) {
    if (error instanceof NotNarrowed) return { why: 'not-allowed-filters', values: {} };
    throw error;
  }

  async function customersIn(): Promise<number | null> {
    const { facts } = await answerTo('customers');
    const found = facts.find(({ key }) => key === 'customers')?.value;
    return typeof found === 'number' ? found : null;
  }

  /** The question with both filters in it, each by itself. */
  function narrowed(question: string): string {
    let text = question;
    for (const each of [filters, audience.filters]) {
      const may = forAudience(text, { ...everything, filters: each }, desk.vocabulary);
      if (may.kind === 'refused') {
        if (may.why === 'cannot-narrow') throw new NotNarrowed();
        throw new Bug(`the digest ${definition.name} asks what cannot be shown: ${text}`);
      }
      text = may.text;
    }
    return text;
  }
}
