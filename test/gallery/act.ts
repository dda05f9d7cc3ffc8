import type { CardButton } from '../../src/chat/card/card.ts';
import { flowsOf } from '../../src/chat/flow/flows.ts';
import { openDialog, opensDialog } from '../../src/chat/flow/open.ts';
import type { Turn } from '../../src/chat/inbox/turn.ts';
import type { Incoming, What } from '../../src/chat/incoming.ts';
import { pressText } from '../../src/chat/press.ts';
import type { Picture, Seen } from './picture.ts';
import { CHANNEL, people, TEAM, type Who, type World } from './world.ts';

interface How {
  readonly who?: Who;
  /** A channel's id; a direct message without it. */
  readonly channel?: string | null;
  readonly about?: string;
  /** In place of the text of a question. */
  readonly did?: string;
}

let number = 0;

/** Does something as a person would and collects what they see of it, through the real flows. */
export async function act(world: World, what: What, how: How = {}): Promise<Picture> {
  const { who = 'admin', channel = CHANNEL, about = '', did = what.do === 'ask' ? what.text : what.do } = how;
  const { port, around } = world;
  const before = {
    sent: port.sent.length,
    files: port.files.length,
    homes: port.homes.length,
    dialogs: port.dialogs.length,
  };
  const incoming = incomingOf(what, people[who], channel);
  if (what.do === 'press' && opensDialog(what.press)) await openDialog(around, incoming);
  else await flowsOf(around).run(turnOf(incoming));
  const seen: Seen[] = [
    // A dialog that is filled in while it stands there is seen as it ends.
    ...port.dialogs
      .slice(before.dialogs)
      .slice(-1)
      .map((dialog) => ({ kind: 'dialog', dialog }) as const),
    ...port.sent.slice(before.sent).map(({ card, to }) => ({ kind: 'message', card, to: to.to }) as const),
    ...port.files.slice(before.files).map(({ file }) => ({ kind: 'file', file }) as const),
    ...port.homes.slice(before.homes).map(({ card }) => ({ kind: 'home', card }) as const),
  ];
  return { did, about: [who, channel === null ? 'direct message' : '', about].filter(Boolean).join(' · '), seen };
}

/** The message shortcut on a message of somebody else's. */
export async function askAbout(world: World, text: string, how: How = {}): Promise<Picture> {
  const { port, around } = world;
  const before = port.dialogs.length;
  await openDialog(around, incomingOf({ do: 'ask', text }, people[how.who ?? 'admin'], CHANNEL));
  const seen = port.dialogs.slice(before).map((dialog) => ({ kind: 'dialog', dialog }) as const);
  return { did: `Ask about this, on: ${text}`, about: how.about ?? '', seen };
}

/** Presses the first button of the newest message that does this. */
export async function pressLast(world: World, does: CardButton['press']['do'], how: How = {}): Promise<Picture> {
  const last = world.port.sent.at(-1)?.card ?? world.port.homes.at(-1)?.card;
  const inside = (last?.parts ?? []).flatMap((part) => (part.kind === 'buttons' ? part.buttons : []));
  const button = [...(last?.buttons ?? []), ...(last?.more ?? []), ...inside].find(({ press }) => press.do === does);
  const text = button === undefined ? undefined : pressText(button.press);
  if (button === undefined || text === undefined) return { did: `(no button ${does})`, about: '', seen: [] };
  return act(world, { do: 'press', press: text }, { did: `pressed: ${button.label}`, ...how });
}

function incomingOf(what: What, user: string, channel: string | null): Incoming {
  number += 1;
  return {
    key: `gallery-${number}`,
    speaker: { platform: 'slack', team: TEAM, user },
    place:
      channel === null
        ? { channel: `D-${user}`, kind: 'direct', thread: null }
        : { channel, kind: 'channel', thread: null },
    handle: `handle-${number}`,
    what,
  };
}

function turnOf(incoming: Incoming): Turn {
  return { incoming, delivery: incoming.key, beforeChange: nothing, beforeSending: nothing };
}

async function nothing(): Promise<void> {}
