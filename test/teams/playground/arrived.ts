import { isDeepStrictEqual } from 'node:util';
import { cardOf } from '../double/card-parts.ts';
import { expectThat, type Step } from '../walk/stage.ts';
import type { PlaygroundStage } from './stage.ts';

/** What the program sent is what the Playground shows: each message, as it stood at the end. */
export function arrived({ client, record, scene }: PlaygroundStage): Step {
  return {
    name: 'what was sent is what the Playground shows, each message as it stood at the end',
    async run() {
      const shownThere = new Map(
        client.events.flatMap(({ message }) => (message === undefined ? [] : [[message.messageId, message] as const])),
      );
      // It shows nobody's chats but those of the one person at it.
      const { admin } = scene.people;
      const isHere = ({ user }: { user: string | null }) => user === null || user === admin.id;
      const messages = record.shown.filter((shown) => shown.kind === 'message' && isHere(shown));
      const differ = messages.filter(({ id, card }) => {
        const there = shownThere.get(id);
        return there === undefined || !isDeepStrictEqual(cardOf(there.attachments), card);
      });
      expectThat(messages.length > 0, 'there are messages');
      const all = differ.map(({ id, text }) => `${id} ${text.slice(0, 60)}`).join(' | ');
      expectThat(differ.length === 0, `each is there as it was sent: ${all}`);
      return `${messages.length} messages, ${client.events.length} events`;
    },
  };
}
