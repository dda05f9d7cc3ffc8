import { writeFileSync } from 'node:fs';
import type { Card } from '../../src/chat/card/card.ts';
import type { Dialog } from '../../src/chat/dialog.ts';
import type { Speaker } from '../../src/chat/incoming.ts';
import type { Attachment, ChatPort, Destination, Profile, Room, Sent } from '../../src/chat/port.ts';
import { dialogView } from '../../src/chat/slack/blocks/dialog-view.ts';
import { cardMessage, homeView } from '../../src/chat/slack/blocks/message.ts';
import { assertValidMessage, assertValidView } from '../slack/validator/validator.ts';

/** A message as it was sent; `edited` where it took the place of another one. */
export interface SentCard {
  readonly to: Destination;
  readonly card: Card;
  readonly delivery: string;
}

/** The other side of the seam: a platform that keeps what it is given, and does as it is told. */
export interface RecordingPort extends ChatPort {
  /** Every message in the order in which it was sent, edits among them. */
  readonly sent: SentCard[];
  readonly files: { readonly speaker: Speaker; readonly file: Attachment }[];
  readonly homes: { readonly speaker: Speaker; readonly card: Card }[];
  readonly dialogs: Dialog[];
  /** What `profileOf` says, by the person's id; unknown where there is none. */
  readonly profiles: Map<string, Profile>;
  /** What `roomOf` says, by the channel's id; unknown where there is none. */
  readonly rooms: Map<string, Room>;
  /** What `fetchFile` writes, by its address; refused as gone where there is none. */
  readonly uploads: Map<string, string | Buffer>;
  /** Messages that were taken back. */
  readonly removed: { readonly channel: string; readonly message: string }[];
  /** What becomes of the next message, one after the other, instead of being posted. */
  readonly troubles: Sent[];
  /** The newest card, edits counted. */
  last(): Card;
}

/** A port that posts everything as message `1.0`, `2.0`, … in channel `D-USER`, or in the channel it was for. */
export function recordingPort(platform: ChatPort['platform'] = 'slack'): RecordingPort {
  let number = 0;
  const posted = (channel: string | null): Sent => {
    number += 1;
    return { at: 'posted', channel, message: channel === null ? null : `${number}.0` };
  };
  const port: RecordingPort = {
    platform,
    sent: [],
    files: [],
    homes: [],
    dialogs: [],
    profiles: new Map(),
    rooms: new Map(),
    uploads: new Map(),
    removed: [],
    troubles: [],
    last() {
      const found = port.sent.at(-1);
      if (found === undefined) throw new Error('nothing was sent');
      return found.card;
    },
    profileOf: async ({ user }) => port.profiles.get(user),
    async userByEmail(_team, email) {
      return [...port.profiles].find(([, profile]) => profile.email === email)?.[0];
    },
    roomOf: async (_team, channel) => port.rooms.get(channel),
    async send(to, card, delivery) {
      // Whatever a flow makes must be what Slack takes.
      assertValidMessage(cardMessage(card));
      const trouble = port.troubles.shift();
      if (trouble !== undefined && trouble.at !== 'posted') return trouble;
      port.sent.push({ to, card, delivery });
      if (to.to === 'message') return { at: 'posted', channel: to.channel, message: to.message };
      return posted(to.to === 'person' ? `D-${to.speaker.user}` : to.to === 'channel' ? to.channel : null);
    },
    async find(to, delivery) {
      const found = port.sent.findIndex((each) => each.delivery === delivery);
      if (found < 0) return { at: 'absent' };
      const channel = to.to === 'channel' ? to.channel : 'D0';
      return { at: 'found', messages: [{ channel, message: `${found + 1}.0` }] };
    },
    async remove(_team, channel, message) {
      port.removed.push({ channel, message });
      return { at: 'removed' };
    },
    async sendFile(speaker, file) {
      port.files.push({ speaker, file });
      return posted(`D-${speaker.user}`);
    },
    async fetchFile(_team, url, path, mostBytes) {
      const content = port.uploads.get(url);
      if (content === undefined) return { at: 'refused', why: 'other', detail: 'file_not_found' };
      if (Buffer.byteLength(content) > mostBytes) return { at: 'refused', why: 'too-large', detail: `${mostBytes}` };
      writeFileSync(path, content, { mode: 0o600 });
      return { at: 'posted', channel: null, message: null };
    },
    async openDialog(_handle, dialog) {
      assertValidView(dialogView(dialog));
      port.dialogs.push(dialog);
      return { at: 'open', id: `V${port.dialogs.length}` };
    },
    async changeDialog(_team, _id, dialog) {
      assertValidView(dialogView(dialog));
      port.dialogs.push(dialog);
    },
    async showHome(speaker, card) {
      assertValidView(homeView(card));
      port.homes.push({ speaker, card });
      return posted(null);
    },
  };
  return port;
}
