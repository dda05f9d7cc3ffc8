import { readQuestion } from '../../ask/parse.ts';
import { messagesFor } from '../../words/messages.ts';
import type { Around } from '../around.ts';
import type { CardButton } from '../card/card.ts';
import { messageCard } from '../card/message-card.ts';
import type { Turn } from '../inbox/turn.ts';
import type { Incoming } from '../incoming.ts';
import type { Destination } from '../port.ts';
import { readPress } from '../press.ts';
import { readState } from './dialog-state.ts';

/** The platform takes answers to what was asked for 30 minutes. */
const ANSWERABLE_MS = 25 * 60_000;
/** What was asked longer ago is no longer answered. */
const LOOK_BACK_MS = 3_600_000;

/**
 * What to do with a message of which the answer was being sent when the program ended. What can be done twice without
 * anybody seeing it twice is done again; what can be looked up is looked up; the rest is told.
 */
export async function afterSending(around: Around, turn: Turn): Promise<'answered' | 'run' | 'tell'> {
  const { incoming, delivery } = turn;
  const { what } = incoming;
  if (what.do === 'home') return 'run';
  if (what.do === 'press' && readPress(what.press)?.do === 'show') return 'run';
  // Imported twice is a duplicate to the import, which then says so.
  if (what.do === 'files') return 'run';
  const since = around.clock.now() - LOOK_BACK_MS;
  const found = await around.port(incoming.speaker.platform).find(destinationOf(incoming), delivery, since);
  if (found.at === 'cannot-tell' || isChange(around, incoming)) return 'tell';
  return found.at === 'found' ? 'answered' : 'run';
}

/** Where the answer of a message was to appear. */
function destinationOf({ what, speaker, place, handle }: Incoming): Destination {
  const isShare = what.do === 'dialog' && what.name === 'share';
  if (isShare) return { to: 'channel', team: speaker.team, channel: place.channel, thread: place.thread, handle };
  const pressed = what.do === 'press' ? readPress(what.press)?.do : undefined;
  const isToMe = pressed === 'to-me' || pressed === 'chart' || pressed === 'digest-real';
  return isToMe ? { to: 'person', speaker } : { to: 'asker', handle };
}

/** Tells whoever asked that their answer may be lost, where they asked or, when that is too long ago, directly. */
export async function tellMaybeLost(around: Around, turn: Turn, ageMs: number): Promise<void> {
  const { incoming, delivery } = turn;
  const { speaker, handle, what } = incoming;
  // Nobody waits for these.
  if (what.do === 'home' || what.do === 'hello') return;
  const port = around.port(speaker.platform);
  const profile = await port.profileOf(speaker);
  const say = messagesFor(typeof profile === 'object' ? profile.language : 'en');
  const text = wordsOf(incoming);
  const isDangerous = isChange(around, incoming);
  const again: CardButton[] =
    isDangerous || what.do !== 'ask' ? [] : [{ label: say('chat.ask-again'), press: { do: 'ask', q: text } }];
  const card = messageCard(say(isDangerous ? 'chat.maybe-changed' : 'chat.maybe-lost', { text }), { buttons: again });
  const told = ageMs < ANSWERABLE_MS ? await port.send({ to: 'asker', handle }, card, delivery) : undefined;
  if (told === undefined || told.at === 'refused') await port.send({ to: 'person', speaker }, card, delivery);
}

/** What was said, as far as there are words for it. */
function wordsOf({ what }: Incoming): string {
  switch (what.do) {
    case 'ask':
      return what.text;
    case 'press': {
      const press = readPress(what.press);
      return press !== undefined && 'q' in press ? press.q : (press?.do ?? '');
    }
    case 'dialog':
      return readState(what.state)?.q ?? what.name;
    case 'files':
      return what.files.map(({ name }) => name).join(', ');
    case 'home':
    case 'hello':
      return '';
  }
}

function isChange(around: Around, { what }: Incoming): boolean {
  if (what.do === 'press') {
    const press = readPress(what.press);
    return press !== undefined && ['grant', 'decline', 'digest', 'held'].includes(press.do);
  }
  if (what.do !== 'ask') return false;
  const { commands, vocabulary } = around.desk();
  const read = readQuestion(what.text, vocabulary);
  if (!('question' in read)) return false;
  return commands.some(({ name, changes }) => name === read.question.command && changes === true);
}
