import { importById } from '../../../db/readings/imports.ts';
import { write } from '../../../db/write.ts';
import { recordChange } from '../../../db/writes/audit.ts';
import { needsRole } from '../../access/roles.ts';
import { reportNames } from '../../words/headers.ts';
import { portalPage } from '../../words/portals.ts';
import type { Card } from '../card/card.ts';
import { messageCard } from '../card/message-card.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import type { Press } from '../press.ts';
import { recordRefused } from '../refusal.ts';
import { pageCard } from './page.ts';
import { placeText, type Scene } from './scene.ts';
import { tellAsker } from './tell.ts';

type Figures = Extract<Press, { do: 'figures' }>;

/** For admins: keeps whether the figures after an import were those of the portal; where they differ, says what to check. */
export async function recordFigures(scene: Scene, press: Figures): Promise<TurnEnd> {
  const { around, asker, incoming, port, say, turn } = scene;
  const { db } = around.desk();
  const refusal = await needsRole(db, asker, 'admin', say);
  if (refusal !== undefined) {
    await recordRefused(around, incoming, { action: 'figures', why: 'role', actor: asker.email });
    await turn.beforeSending();
    const told = await tellAsker(scene, messageCard(refusal));
    return { outcome: told.at === 'posted' ? 'refused' : told.at };
  }
  const entry = {
    at: around.clock.now(),
    actor: asker.email ?? incoming.speaker.user,
    place: placeText(incoming),
    action: 'import.figures',
    subject: String(press.import),
    detail: { match: press.match },
  };
  await write(db, around.clock, () => recordChange(db, entry));
  const card = press.match ? matchCard(scene) : await differCard(scene, press.import);
  await turn.beforeSending();
  const sent = await port.send({ to: 'asker', handle: incoming.handle }, card, turn.delivery);
  return { outcome: sent.at === 'posted' ? 'answered' : sent.at };
}

function matchCard({ language, say }: Scene): Card {
  return pageCard({ language, title: say('figures.match') });
}

/** In the order in which it is worth looking: what was exported, when, and what the portal counts. */
async function differCard({ around, incoming, language, say }: Scene, id: number): Promise<Card> {
  const row = await importById(around.desk().db, id);
  const report = reportNames.find((name) => name === row?.report);
  const page = report === undefined ? undefined : portalPage(report, language);
  const texts = [
    ...(page === undefined
      ? []
      : [say('figures.export', { portal: page.portal, page: page.page, options: page.options })]),
    ...(row === undefined ? [] : [say('figures.day', { day: row.asOf })]),
    say('figures.families'),
    ...(row !== undefined && row.rejected > 0 ? [say('figures.rejected', { n: row.rejected })] : []),
    say('figures.rule'),
  ];
  return pageCard({
    language,
    title: say('figures.differ'),
    parts: texts.map((text) => ({ kind: 'text', text })),
    buttons: [{ label: say('import.exports'), press: { do: 'to-me', q: 'data', of: incoming.speaker.user } }],
  });
}
