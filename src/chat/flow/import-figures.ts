import { newestImport } from '../../../db/readings/imports.ts';
import { ask } from '../../ask/ask.ts';
import { columnLabel, formatCell } from '../../words/cells.ts';
import type { CardPart } from '../card/card.ts';
import type { ImportDocument } from './import-document.ts';
import type { Scene } from './scene.ts';

const PORTAL = 'partner-hub-';
/** The portal's top row, by the facts of `overview`. */
const TOP_ROW = ['customers', 'nearing_expiration', 'nearing_renewal', 'low_assignment', 'over_limit'];

/**
 * Five figures to hold against the portal's top row after one of its exports went in; nothing where a newer one of the
 * same report counts, where they are unknown, or where the asker sees their own customers only.
 */
export async function figuresParts(scene: Scene, document: ImportDocument): Promise<CardPart[]> {
  const { around, asker, language, say } = scene;
  const { report } = document;
  if (report === null || !report.startsWith(PORTAL) || asker.scope !== 'all') return [];
  const desk = around.desk();
  if ((await newestImport(desk.db, report))?.id !== document.import) return [];
  const outcome = await ask(desk, { text: 'overview', asker, language, pageSize: 1 });
  if (outcome.kind === 'error') return [];
  const facts = TOP_ROW.map((key) => ({
    key,
    value: outcome.answer.facts.find((fact) => fact.key === key)?.value ?? null,
  }));
  if (facts.every(({ value }) => value === null)) return [];
  return [
    { kind: 'heading', text: say('import.figures') },
    {
      kind: 'facts',
      facts: facts.map(({ key, value }) => ({
        label: columnLabel(key, language),
        value: formatCell(value, key, language),
      })),
    },
  ];
}
