import { audienceOf } from '../../../db/readings/audiences.ts';
import { isGreeted } from '../../../db/readings/greetings.ts';
import { write } from '../../../db/write.ts';
import { claimGreeting, releaseGreeting } from '../../../db/writes/greetings.ts';
import type { Around } from '../around.ts';
import type { Card } from '../card/card.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import type { Incoming } from '../incoming.ts';
import { type Glance, type Glanced, glanceFor } from './glance.ts';
import { whoParts } from './home.ts';
import { emptyParts } from './home-parts.ts';
import { pageCard } from './page.ts';
import type { Scene } from './scene.ts';

/** Whether somebody who asked in the bot's direct message was never greeted; to be asked after the answer. */
export function shouldGreet(around: Around, { speaker, place, what }: Incoming): boolean {
  return what.do === 'ask' && place.kind === 'direct' && !isGreeted(around.desk().db, speaker);
}

/**
 * Greets a person in their direct message, once ever however often it is called; a channel that the bot was added to is
 * told what can be asked there.
 */
export async function sayHello(scene: Scene): Promise<TurnEnd> {
  const { place, what } = scene.incoming;
  return what.do === 'hello' && place.kind === 'channel' ? greetChannel(scene) : greetPerson(scene);
}

async function greetPerson(scene: Scene): Promise<TurnEnd> {
  const { around, incoming, port, profile, turn } = scene;
  const { speaker } = incoming;
  const { db } = around.desk();
  // Made first: whoever cannot be told anything yet is not greeted by an empty claim.
  const card = await greeting(scene);
  const at = around.clock.now();
  const who = { ...speaker, profile: JSON.stringify(profile) };
  if (!(await write(db, around.clock, () => claimGreeting(db, who, at)))) return { outcome: 'answered' };
  await turn.beforeSending();
  const sent = await port.send({ to: 'person', speaker }, card, `${turn.delivery}-hello`);
  // Nothing was posted, so the next occasion greets. What may have been posted must not be posted again.
  if (sent.at === 'refused') await write(db, around.clock, () => releaseGreeting(db, speaker));
  return { outcome: sent.at === 'posted' ? 'answered' : sent.at };
}

async function greeting(scene: Scene): Promise<Card> {
  const { around, asker, incoming, language, profile, say } = scene;
  const { speaker } = incoming;
  const glance = await glanceFor(around, asker, language);
  const name = asker.name ?? profile.name;
  const title = name === null ? say('hello.title-nobody') : say('hello.title', { name });
  const ask = (q: string) => ({ do: 'to-me', q, of: speaker.user }) as const;
  const who = whoParts(scene, glance);
  const demo = around.desk().demo;
  if (glance.isEmpty) {
    const parts = [...who, ...(await emptyParts({ ...scene, speaker }))];
    const buttons = [
      { label: say('import.exports'), press: ask('data') },
      { label: say('hello.help'), press: ask('help') },
    ];
    return pageCard({ language, title, demo, parts, buttons });
  }
  const look = worthLooking(glance);
  const text = say('hello.look', { list: look.title, figures: look.figures });
  const [second] = glance.lists.filter((each) => each !== look);
  return pageCard({
    language,
    title,
    fallback: `${title}. ${text}`,
    demo,
    parts: [...who, { kind: 'text', text }, { kind: 'note', text: howToAsk(scene) }],
    buttons: [
      { label: look.title, press: ask(look.question), primary: true },
      hasOwn(glance)
        ? { label: say('hello.mine'), press: ask(asker.scope === 'own' ? 'customers' : 'customers owner:me') }
        : { label: second?.title ?? '', press: ask(second?.question ?? '') },
      { label: say('hello.help'), press: ask('help') },
    ],
  });
}

function hasOwn({ owned }: Glance): boolean {
  return (owned?.customers ?? 0) > 0;
}

/** The first list with anybody in it: what ends soon before what is over its limit before what is ready to buy. */
function worthLooking({ lists }: Glance): Glanced {
  const [first] = lists;
  const found = lists.find(({ customers }) => (customers ?? 0) > 0) ?? first;
  if (found === undefined) throw new Error('there are always lists');
  return found;
}

function howToAsk({ around, incoming, say }: Scene): string {
  return say('home.ask-how', { command: around.settings.command[incoming.speaker.platform] });
}

/** One short message for everybody in a channel; it says nothing of any customer. */
async function greetChannel(scene: Scene): Promise<TurnEnd> {
  const { around, incoming, language, port, say, turn } = scene;
  const { speaker, place } = incoming;
  const { team, platform } = speaker;
  const command = around.settings.command[platform];
  const audience = await audienceOf(around.desk().db, { platform, team, channel: place.channel });
  const questions = audience?.questions?.join(', ') ?? null;
  const shared =
    audience === undefined
      ? say('hello.no-audience', { command })
      : questions === null
        ? say('hello.audience-any', { command })
        : say('hello.audience', { questions, command });
  const title = say('hello.channel');
  const card = pageCard({
    language,
    title,
    fallback: `${title}. ${say('hello.channel-how', { command, platform })}`,
    parts: [
      { kind: 'text', text: say('hello.channel-how', { command, platform }) },
      { kind: 'text', text: shared },
    ],
    buttons: [{ label: say('hello.help'), press: { do: 'ask', q: 'help' } }],
  });
  await turn.beforeSending();
  const to = { to: 'channel', team, channel: place.channel, thread: null, handle: null } as const;
  const sent = await port.send(to, card, turn.delivery);
  return { outcome: sent.at === 'posted' ? 'answered' : sent.at };
}
