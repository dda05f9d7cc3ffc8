import { commands } from '/work/main/commands/index.ts';
import { openDatabase } from '/work/main/db/open.ts';
import { ask } from '/work/main/src/ask/ask.ts';
import { askerOf } from '/work/main/src/access/asker.ts';
import { vocabularyOf } from '/work/main/src/ask/vocabulary.ts';
import { systemClock } from '/work/main/src/base/clock.ts';
import { messagesFor } from '/work/main/src/words/messages.ts';
import { answerCard, rowsPerPage } from '/work/main/src/chat/card/answer-card.ts';
import { errorCard } from '/work/main/src/chat/card/message-card.ts';
import { cardMessage, plainMessage } from '/work/main/src/chat/slack/blocks/message.ts';
const db = openDatabase(process.env.DB!);
const vocabulary = vocabularyOf(commands);
const language = (process.env.LG ?? 'en') as 'en';
const desk = { db, demo: false, clock: systemClock, commands, vocabulary, cycleDay: 25 };
for (const text of process.argv.slice(2)) {
  const asker = await askerOf(db, null, messagesFor(language));
  const outcome = await ask(desk, { text, asker, language, pageSize: rowsPerPage(text, vocabulary) } as never);
  const card = outcome.kind === 'error' ? errorCard({ ...outcome, of: 'U0001' }) : answerCard(outcome.answer, { language: outcome.language, of: 'U0001', vocabulary, place: 'private', canShare: true });
  const message = cardMessage(card);
  console.log('=====', text, 'blocks', message.blocks.length, JSON.stringify(message).length);
  if (process.env.RAW) { console.log(JSON.stringify(message, null, 1)); continue; }
  console.log(plainMessage(card).text);
  console.log('[' + card.buttons.map((b) => b.label).join('] [') + ']  more: ' + card.more.map((b) => b.label).join(' | '));
}
