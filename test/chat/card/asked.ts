import { ask } from '../../../src/ask/ask.ts';
import { answerCard, type CardContext, rowsPerPage } from '../../../src/chat/card/answer-card.ts';
import type { Card } from '../../../src/chat/card/card.ts';
import { errorCard } from '../../../src/chat/card/message-card.ts';
import { cardMessage, plainMessage } from '../../../src/chat/slack/blocks/message.ts';
import type { Language } from '../../../src/words/languages.ts';
import { files } from '../../commands/desk.ts';
import { makeWorkspace } from '../../customers/workspace.ts';
import { deskOn, everybody, vocabulary } from '../../questions/world.ts';
import { assertValidMessage } from '../../slack/validator/validator.ts';

/** Twelve more companies whose line ends, a day after each other, from 2026-12-02. */
const ending = Array.from({ length: 12 }, (_, at) => {
  const day = String(at + 2).padStart(2, '0');
  const id = `00000000-0000-4000-9000-${String(at).padStart(12, '0')}`;
  const name = `Company ${String.fromCharCode(65 + at)}`;
  return `${name},${id},company${at}.com,PT,Webex Suite,Subscription,E${at},2025-12-${day},2026-12-${day},No,${at + 1},1,1`;
});

export interface Asked {
  card(text: string, context?: Partial<CardContext>): Promise<Card>;
  close(): void;
}

/** Questions to real data, as cards; each is checked against what Slack takes. */
export async function openCards(): Promise<Asked> {
  const { workspace, close } = makeWorkspace();
  const portal = 'partner-hub-subscriptions-2026-11-15.csv';
  for (const [name, lines] of Object.entries(files))
    await workspace.put(name, `${[...lines, ...(name === portal ? ending : [])].join('\n')}\n`);
  const desk = deskOn(workspace.db);
  return {
    close,
    async card(text, more = {}) {
      const language: Language = more.language ?? 'en';
      const pageSize = rowsPerPage(text, vocabulary);
      const outcome = await ask(desk, { text, asker: everybody, language, pageSize, surface: 'chat' });
      const context = { of: 'U0001', vocabulary, place: 'private', canShare: true, ...more } as const;
      const card =
        outcome.kind === 'error'
          ? errorCard({ ...outcome, of: 'U0001' })
          : answerCard(outcome.answer, { ...context, language: outcome.language });
      assertValidMessage(cardMessage(card));
      assertValidMessage(plainMessage(card));
      return card;
    },
  };
}

/** The labels of a card's buttons, and of what stands behind one more tap. */
export function labels({ buttons, more }: Card): { seen: string[]; more: string[] } {
  return { seen: buttons.map(({ label }) => label), more: more.map(({ label }) => label) };
}
