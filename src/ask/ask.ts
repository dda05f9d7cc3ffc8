import type { Asked } from '../../commands/asked.ts';
import type { Body, Command } from '../../commands/command.ts';
import { customersNamed } from '../../db/readings/customer-named.ts';
import type { Filter } from '../../db/readings/filter.ts';
import { type Lens, openLens } from '../../db/readings/lens.ts';
import { stateOf } from '../../db/readings/remember.ts';
import { covers, needsRole } from '../access/roles.ts';
import { type IsoDate, toIsoDate } from '../base/days.ts';
import { Bug, UserError } from '../base/errors.ts';
import type { Language } from '../words/languages.ts';
import { messagesFor, type Say } from '../words/messages.ts';
import { assemble } from './assemble.ts';
import { meansCustomer } from './customer-words.ts';
import type { Asking, Desk, Outcome } from './desk.ts';
import { echoed } from './echo.ts';
import { firstSteps } from './first-contact.ts';
import type { Misread } from './misunderstanding.ts';
import { moneyRefusal } from './money.ts';
import { type Offered, withCustomer, withHelp, withOwner } from './next-step.ts';
import { customerText, readQuestion } from './parse.ts';
import { filtersText, questionText, quotedText } from './print.ts';
import type { ReadAs } from './question.ts';
import type { Understood } from './read-result.ts';
import { keyHolding, resolveFilters } from './resolve.ts';

type Refused = Extract<Outcome, { kind: 'error' }>;

/** How often a question is read again because the data changed while it was being answered. */
const ATTEMPTS = 4;

/**
 * Answers a question for one person. All of it stands on one state of the data: where an import is finished in between,
 * it is answered anew. What the person did wrong comes back as an error in their language; anything else is thrown.
 */
export async function ask(desk: Desk, asking: Asking): Promise<Outcome> {
  const read = readQuestion(asking.text, desk.vocabulary);
  const language = ('question' in read ? read.question.language : null) ?? asking.language;
  if (!('question' in read)) return unread(desk, asking, read);
  for (let attempt = 1; ; attempt++) {
    const before = stateOf(desk.db);
    try {
      const outcome = await answer(desk, asking, read, language);
      if (stateOf(desk.db) !== before && attempt < ATTEMPTS && !changes(outcome, desk)) continue;
      return outcome.kind === 'error' ? await withFirstSteps(desk, asking, read, outcome) : outcome;
    } catch (error) {
      // Temporary tables of an older state go when the data changes.
      if (stateOf(desk.db) !== before && attempt < ATTEMPTS && !(error instanceof UserError)) continue;
      // A failure of the disk or the like is not the asker's, and its next step is no question.
      if (!(error instanceof UserError) || error.exitCode !== 2) throw error;
      const refused = { kind: 'error', message: error.message, suggestion: error.next ?? null, language } as const;
      return withFirstSteps(desk, asking, read, refused);
    }
  }
}

/** Before the first import a customer is unknown because all are, and that is what to say. */
async function withFirstSteps(desk: Desk, asking: Asking, read: Understood, refused: Refused): Promise<Outcome> {
  const view = { asOf: toIsoDate(desk.clock.now()), owner: null, cycleDay: desk.cycleDay };
  const command = commandOf(desk, read.question.command);
  const steps = firstSteps(await openLens(desk.db, view), command, asking, refused.language);
  return { ...refused, message: [refused.message, ...steps].join('\n') };
}

/** A question that changes something must not be run twice because of its own change. */
function changes(outcome: Outcome, desk: Desk): boolean {
  if (outcome.kind === 'error') return false;
  return commandOf(desk, outcome.answer.command).changes === true;
}

/** What is no question at all. A word that belongs to a person is known only to the data. */
async function unread(desk: Desk, asking: Asking, read: Misread): Promise<Outcome> {
  const { asker, language } = asking;
  const mayName = read.person !== undefined && covers(asker.role, 'editor');
  const near = mayName ? await withOwner(await lensOf(desk, asking, null), read) : null;
  const meant = near === null ? undefined : readQuestion(near, desk.vocabulary);
  const suggestion =
    meant !== undefined && 'question' in meant ? questionText(meant.question, desk.vocabulary) : read.suggestion;
  return misread(withHelp({ ...read, suggestion }, asking.text, desk.vocabulary), asking, language);
}

function misread({ error, suggestion, others }: Offered, { surface }: Asking, language: Language): Refused {
  const say = messagesFor(language);
  // In a chat the button says it.
  const help = surface !== 'chat' && sayHelp.has(error.key) ? [say('error.say-help')] : [];
  const message = [say(error.key, echoed(error.values)), ...help].join('\n');
  return { kind: 'error', message, suggestion, language, ...(others.length > 0 ? { others } : {}) };
}

const sayHelp: ReadonlySet<string> = new Set(['error.no-command', 'error.no-name', 'error.no-question']);

async function lensOf(desk: Desk, { asker, asOf }: Asking, asked: IsoDate | null): Promise<Lens> {
  const owner = asker.scope === 'own' ? asker.email : null;
  const day = asked ?? asOf ?? toIsoDate(desk.clock.now());
  return openLens(desk.db, { asOf: day, owner, cycleDay: desk.cycleDay });
}

async function answer(desk: Desk, asking: Asking, read: Understood, language: Language): Promise<Outcome> {
  const { asker } = asking;
  const say = messagesFor(language);
  const today = toIsoDate(desk.clock.now());
  const lens = await lensOf(desk, asking, read.question.asOf);
  const { asOf } = lens;
  const meant = await meaningOf(lens, read, desk);
  if (!('question' in meant)) return misread(meant, asking, language);
  const { question } = meant;
  const command = commandOf(desk, question.command);
  const refusal = (await needsRole(desk.db, asker, command.role, say)) ?? moneyRefusal(question, asker, say);
  if (refusal !== undefined) return { kind: 'error', message: refusal, suggestion: null, language };
  const { filters, notes } = await resolveFilters(lens, question.filters, {
    me: asker.email,
    say,
    namesOthers: asking.forOthers !== true,
  });
  const asked: Asked = {
    ...{ db: desk.db, clock: desk.clock, lens, asOf, today, asker, language, say, filters },
    ...{ columns: question.columns, by: question.by, sort: question.sort, top: question.top, page: question.page },
    pageSize: question.csv ? Number.POSITIVE_INFINITY : asking.pageSize,
    commands: desk.commands,
    place: asking.place ?? null,
    speaker: asking.speaker ?? null,
    digests: desk.digests ?? null,
    alerts: desk.alerts ?? null,
    surface: asking.surface ?? 'terminal',
    timeZone: asking.timeZone ?? null,
    narrowing: filtersText(question.filters),
  };
  const body = await run(command, asked, question.words);
  const readAs = await worthTelling(lens, meant.readAs, asking.forOthers === true);
  const filterNotes = [...takenForName(meant, desk, say), ...notes];
  const made = await assemble({ desk, asked, command, question, readAs, filterNotes, body });
  return { kind: 'answer', answer: made, language, csv: question.csv };
}

async function run(command: Command, asked: Asked, words: Readonly<Record<string, string>>): Promise<Body> {
  return command.run(asked, command.args.parse(words));
}

function commandOf(desk: Desk, name: string): Command {
  const command = desk.commands.find((each) => each.name === name);
  if (command === undefined) throw new Bug(`There is no command ${name}.`);
  return command;
}

/** That a keyword is no customer's name need not be said where the asker has no customer called like it. */
async function worthTelling(lens: Lens, readAs: readonly ReadAs[], forOthers: boolean): Promise<ReadAs[]> {
  const told: ReadAs[] = [];
  for (const each of readAs) {
    const aboutName = each.instead.startsWith('customer:');
    // Others would learn that there is such a customer.
    if (!aboutName || (!forOthers && (await customersNamed(lens, each.word, [], 1)).total > 0)) told.push(each);
  }
  return told;
}

/**
 * Words that were taken for a customer's name must be one the asker may see; else the whole text may be a name that
 * begins with a command, and else it was not understood.
 */
async function meaningOf(lens: Lens, read: Understood, desk: Desk): Promise<Understood | Offered> {
  const { customerWords, question } = read;
  if (customerWords === null) return read;
  const named = Object.values(question.words).includes(customerWords.text) && customerWords.position > 0;
  // A command that was asked about this customer says itself that there is none.
  if (named) return read;
  const isList = isOfList(desk, question.command);
  if (await meansCustomer(lens, customerWords.text, isList)) return read;
  if (await meansCustomer(lens, customerWords.whole, false)) {
    const whole = readQuestion(customerText(customerWords.whole), desk.vocabulary);
    if ('question' in whole) return whole;
  }
  const misunderstood = customerWords.orElse();
  const { vocabulary } = desk;
  if (misunderstood.error.key === 'error.no-name')
    return withCustomer(lens, misunderstood, customerWords.text, vocabulary);
  const suggestion = misunderstood.suggestion ?? (await withValue(lens, read, desk));
  return withHelp({ ...misunderstood, suggestion }, customerWords.whole, vocabulary);
}

function isOfList(desk: Desk, name: string): boolean {
  return (desk.vocabulary.commands.get(name)?.list ?? null) !== null;
}

/** That words without a key were taken for a name, which narrows a list by what they may not have meant. */
function takenForName({ customerWords, question }: Understood, desk: Desk, say: Say): string[] {
  if (customerWords === null || !isOfList(desk, question.command)) return [];
  const { text } = customerWords;
  return [say('note.taken-for-name', { word: text, meaning: `customer:${quotedText(text)}` })];
}

/** Words that are no customer but a value of the data (`gold`, a tag): the question that narrows by it, or null. */
async function withValue(lens: Lens, { question, customerWords }: Understood, desk: Desk): Promise<string | null> {
  const text = customerWords?.text ?? '';
  const isName = ({ key, values }: Filter) => key === 'customer' && values.includes(text);
  const others = question.filters.filter((filter) => !isName(filter));
  if (others.length === question.filters.length) return null;
  const found = await keyHolding(lens, text);
  if (found === undefined) return null;
  const filter: Filter = { key: found.key, negated: false, none: false, ranges: [], values: [found.value] };
  return questionText({ ...question, filters: [...others, filter] }, desk.vocabulary);
}
