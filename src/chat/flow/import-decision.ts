import { unfinishImport } from '../../../db/writes/imports.ts';
import { needsRole } from '../../access/roles.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import type { Press } from '../press.ts';
import { recordRefused } from '../refusal.ts';
import { type ImportView, importingCard } from './import-cards.ts';
import { dropFolder, takeKept } from './import-folders.ts';
import { importWaiting } from './import-run.ts';
import { LiveMessage } from './live-message.ts';
import { pageCard } from './page.ts';
import type { Scene } from './scene.ts';

type Decision = Extract<Press, { do: 'import-as' }>;

/**
 * Does with a held import what an admin pressed: lets it count as the whole list or as a part of it, or drops it. The
 * message with the buttons says what became of it; of two presses the first counts. May be run again after a crash.
 */
export async function decideImport(scene: Scene, press: Decision): Promise<TurnEnd> {
  const { around, asker, incoming, language, say, turn } = scene;
  const refusal = await needsRole(around.desk().db, asker, 'admin', say);
  if (refusal !== undefined) return refuse(scene, press, refusal);
  const taken = takeKept(around, press.file, `${incoming.speaker.platform} ${incoming.key}`);
  if (taken === undefined) return sayInstead(scene, say('import.stale'), say('import.stale-next'));
  const { folder, note, resumed } = taken;
  const live = new LiveMessage(scene, turn.delivery, note.message);
  const seesAll = asker.scope === 'all';
  const view: ImportView = { name: note.name, language, say, of: incoming.speaker.user, seesAll };
  if (press.as === 'drop') {
    if (note.import !== null) {
      const by = asker.email ?? incoming.speaker.user;
      await unfinishImport(around.desk().db, around.clock, note.import, () => {}, by);
    }
    await live.end(
      pageCard({
        language,
        title: say('import.dropped', { name: view.name }),
        parts: [{ kind: 'text', text: say('import.dropped-what') }],
      }),
    );
    dropFolder(folder);
    return { outcome: 'answered' };
  }
  await live.begin(importingCard(view, null));
  await importWaiting(scene, { folder, note, live, view, extent: press.as, resumed });
  return { outcome: 'answered' };
}

async function refuse(scene: Scene, { as }: Decision, why: string): Promise<TurnEnd> {
  const { around, asker, incoming, say } = scene;
  await recordRefused(around, incoming, { action: 'import-as', why: 'role', subject: as, actor: asker.email });
  const { outcome } = await sayInstead(scene, say('import.not-yours'), why);
  return { outcome: outcome === 'answered' ? 'refused' : outcome };
}

/** Privately beside the message, which stays: what it says of the file is still true. */
async function sayInstead({ incoming, language, port, turn }: Scene, title: string, text: string): Promise<TurnEnd> {
  await turn.beforeSending();
  const card = pageCard({ language, title, fallback: `${title} ${text}`, parts: [{ kind: 'text', text }] });
  const sent = await port.send({ to: 'asker', handle: incoming.handle }, card, turn.delivery);
  return { outcome: sent.at === 'posted' ? 'answered' : sent.at };
}
