import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { needsRole } from '../../access/roles.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import type { What } from '../incoming.ts';
import { recordRefused } from '../refusal.ts';
import { type ImportView, importingCard, notTakenCard } from './import-cards.ts';
import { dropFolder, folderFor, openFolder, sweepFiles, writeNote } from './import-folders.ts';
import { safeName } from './import-names.ts';
import { importWaiting } from './import-run.ts';
import { LiveMessage } from './live-message.ts';
import { pageCard } from './page.ts';
import type { Scene } from './scene.ts';

type Dropped = Extract<What, { do: 'files' }>;

const MEGABYTE = 1024 * 1024;
const MOST_MEGABYTES = 300;

/**
 * Imports the files that an admin dropped, one after the other, telling how far it is and what became of each. May be
 * run again after a crash: what is in already is not taken in twice, and the message of before goes on.
 */
export async function takeFiles(scene: Scene): Promise<TurnEnd> {
  const { around, asker, incoming, say } = scene;
  const { what } = incoming;
  if (what.do !== 'files' || incoming.place.kind !== 'direct') return { outcome: 'refused' };
  const refusal = await needsRole(around.desk().db, asker, 'admin', say);
  if (refusal !== undefined) return refuse(scene, what, refusal);
  mkdirSync(around.filesFolder, { recursive: true, mode: 0o700 });
  for (const [at, file] of what.files.entries()) await takeFile(scene, what, file, at);
  sweepFiles(around);
  return { outcome: 'answered' };
}

async function refuse(scene: Scene, { files }: Dropped, why: string): Promise<TurnEnd> {
  const { around, asker, incoming, language, port, turn, say } = scene;
  const subject = `${files.length} files`;
  await recordRefused(around, incoming, { action: 'import', why: 'role', subject, actor: asker.email });
  await turn.beforeSending();
  const card = pageCard({
    language,
    title: say('import.not-yours'),
    fallback: why,
    parts: [{ kind: 'text', text: why }],
  });
  const sent = await port.send({ to: 'person', speaker: incoming.speaker }, card, turn.delivery);
  return { outcome: sent.at === 'unknown' ? 'unknown' : 'refused' };
}

async function takeFile(scene: Scene, what: Dropped, file: Dropped['files'][number], at: number): Promise<void> {
  const { around, asker, incoming, language, port, say, turn } = scene;
  const { speaker } = incoming;
  const name = safeName(file.name, what.text);
  const view: ImportView = { name, language, say, of: speaker.user, seesAll: asker.scope === 'all' };
  const folder = folderFor(around, `${speaker.platform} ${incoming.key} ${at}`);
  const before = openFolder(around, folder, name, what.text);
  const live = new LiveMessage(scene, `${turn.delivery}-${at}`, before.message);
  const resumed = before.message !== null;
  if (!resumed) await live.begin(importingCard(view, null));
  const note = { ...before, message: live.at };
  writeNote(folder, note);
  const problem = await fetchProblem();
  if (problem !== undefined) {
    await live.end(notTakenCard(view, problem));
    return dropFolder(folder);
  }
  await importWaiting(scene, { folder, note, live, view, resumed });

  async function fetchProblem(): Promise<string | undefined> {
    const most = MOST_MEGABYTES * MEGABYTE;
    const tooLarge = say('import.too-large', { megabytes: MOST_MEGABYTES });
    if (file.bytes > most) return tooLarge;
    const fetched = await port.fetchFile(speaker.team, file.url, join(folder, note.name), most);
    if (fetched.at === 'posted') return undefined;
    if (fetched.at === 'refused' && fetched.why === 'too-large') return tooLarge;
    return say('import.not-fetched', { detail: fetched.detail });
  }
}
