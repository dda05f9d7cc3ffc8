import { write } from '../../../db/write.ts';
import { recordRefusal } from '../../../db/writes/audit.ts';
import { unfinishImport } from '../../../db/writes/imports.ts';
import { needsRole } from '../../access/roles.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import type { Press } from '../press.ts';
import { type ImportView, importingCard } from './import-cards.ts';
import { dropFolder, takeKept } from './import-folders.ts';
import { importWaiting } from './import-run.ts';
import { LiveMessage } from './live-message.ts';
import { pageCard } from './page.ts';
import { placeText, type Scene } from './scene.ts';

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
  const { folder, note } = taken;
  const live = new LiveMessage(scene, turn.delivery, note.message);
  const view: ImportView = { name: note.name, language, say, of: incoming.speaker.user };
  if (press.as === 'drop') {
    if (note.import !== null) {
      const by = asker.email ?? incoming.speaker.user;
      await unfinishImport(around.desk().db, around.clock, note.import, () => {}, by);
    }
    await live.end(
      pageCard({
        title: say('import.dropped', { name: view.name }),
        parts: [{ kind: 'text', text: say('import.dropped-what') }],
      }),
    );
    dropFolder(folder);
    return { outcome: 'answered' };
  }
  await live.begin(importingCard(view, null));
  await importWaiting(scene, { folder, note, live, view, extent: press.as, resumed: false });
  return { outcome: 'answered' };
}

async function refuse(scene: Scene, press: Decision, why: string): Promise<TurnEnd> {
  const { around, asker, incoming } = scene;
  const { db } = around.desk();
  const entry = {
    at: around.clock.now(),
    actor: asker.email ?? incoming.speaker.user,
    place: placeText(incoming),
    action: press.do,
    subject: null,
    detail: { why: 'role', as: press.as },
  };
  await write(db, around.clock, () => recordRefusal(db, entry));
  const { outcome } = await sayInstead(scene, scene.say('import.not-yours'), why);
  return { outcome: outcome === 'answered' ? 'refused' : outcome };
}

/** Privately beside the message, which stays: what it says of the file is still true. */
async function sayInstead({ incoming, port, turn }: Scene, title: string, text: string): Promise<TurnEnd> {
  await turn.beforeSending();
  const card = pageCard({ title, fallback: `${title} ${text}`, parts: [{ kind: 'text', text }] });
  const sent = await port.send({ to: 'asker', handle: incoming.handle }, card, turn.delivery);
  return { outcome: sent.at === 'posted' ? 'answered' : sent.at };
}
