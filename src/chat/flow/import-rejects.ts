import { importById } from '../../../db/readings/imports.ts';
import { rejectedRows } from '../../../db/readings/rejected-rows.ts';
import { csvLine } from '../../answers/csv.ts';
import { messageCard } from '../card/message-card.ts';
import { rightsOf } from '../rights.ts';
import type { ImportDocument } from './import-document.ts';
import type { Scene } from './scene.ts';
import { undeliveredText } from './undelivered.ts';

/** By which a spreadsheet knows that the file is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';
/** As much as is worth mending by hand, and sure to be taken by every platform. */
const MOST_CHARACTERS = 10_000_000;

/** Sends the rejected rows of an import to whoever dropped its file, with the reasons, where there are any. */
export async function sendRejects(scene: Scene, name: string, document: ImportDocument): Promise<void> {
  const { around, asker, incoming, language, port, say, turn } = scene;
  const { db } = around.desk();
  if (document.rejected === 0 || document.import === null) return;
  const row = await importById(db, document.import);
  if (row === undefined) return;
  let content = BYTE_ORDER_MARK;
  let rows = -1;
  for await (const cells of rejectedRows(db, row)) {
    const line = csvLine(cells);
    if (content.length + line.length > MOST_CHARACTERS) break;
    content += line;
    rows += 1;
  }
  if (rows < 1) return;
  const comment =
    rows === document.rejected
      ? say('import.rejects', { n: rows, name })
      : say('import.rejects-some', { n: rows, of: document.rejected, name });
  const file = { name: `rejected-${row.id}.csv`, content, comment, rights: rightsOf(asker), language };
  const sent = await port.sendFile(incoming.speaker, file, incoming.handle);
  if (sent.at !== 'refused') return;
  const why = say('import.rejects-not-sent', { why: undeliveredText(sent, say) });
  await port.send(
    { to: 'person', speaker: incoming.speaker },
    messageCard(why, { language }),
    `${turn.delivery}-rejects`,
  );
}
