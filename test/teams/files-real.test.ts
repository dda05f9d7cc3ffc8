import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signingKey } from '../../db/writes/signing-keys.ts';
import { makeLog } from '../../src/base/log.ts';
import type { Attachment } from '../../src/chat/port.ts';
import { rightsOf } from '../../src/chat/rights.ts';
import { makeFileTaker } from '../../src/chat/teams/file-taker.ts';
import { makeTeamsPort } from '../../src/chat/teams/port.ts';
import { aroundOf } from './files-world.ts';
import { outbound } from './outbound.ts';

const world = outbound();

function file(): Attachment {
  const { email } = world.double.people.rep;
  const rights = rightsOf({ email, name: null, role: 'viewer', scope: 'all', money: false });
  return { name: 'expiring.csv', content: 'Customer\nNova ✓\n', comment: '12 rows <at>x</at> **bold**', rights };
}

test('over the wire: asked in the personal chat, accepted, put there, and the question replaced', async () => {
  const { double, db, port, clock, rep } = world;
  world.heard('chat');
  expect(await port.sendFile(rep, file(), world.handle('chat'))).toMatchObject({ at: 'posted' });
  const question = double.shown.at(-1);
  expect(question).toMatchObject({ conversation: double.people.rep.chat, card: null });
  const [{ content } = { content: {} }] = (question?.attachments ?? []) as { content: { acceptContext?: object } }[];
  const { tenant } = double;
  const taker = makeFileTaker({
    around: aroundOf(db, { port, clock, rights: { role: 'viewer' }, tenant }),
    ...{ db: () => db, key: signingKey(db), settings: double.settings() },
    post: (team, conversation, activity) => port.post(team, conversation, activity),
  });
  const uploadInfo = {
    ...{ uploadUrl: double.uploadUrl('expiring.csv'), contentUrl: `${double.url}/seen`, name: 'expiring.csv' },
    ...{ uniqueId: 'u', fileType: 'csv' },
  };
  const value = { type: 'fileUpload', action: 'accept', context: content.acceptContext, uploadInfo };
  await taker.take({ speaker: rep, conversation: double.people.rep.chat, message: question?.id ?? '', value });
  await taker.idle();
  expect(double.uploads.get('expiring.csv')?.toString()).toBe(file().content);
  expect(double.shown).toMatchObject([
    { id: question?.id, by: 'update', text: expect.stringContaining('está no seu OneDrive') },
    { by: 'post', attachments: [{ contentType: 'application/vnd.microsoft.teams.card.file.info' }] },
  ]);
});

test.each(['reset', 'reset-before'] as const)('a question that broke off is not asked twice: %s', async (kind) => {
  const { double, port, rep } = world;
  world.heard('chat');
  double.fault({ method: 'post', fault: { kind }, times: 1 });
  expect(await port.sendFile(rep, file(), world.handle('chat'))).toMatchObject({ at: 'unknown' });
  expect(world.times('post')).toBe(1);
});

test('over the wire: asked in a channel, the link is for one person alone', async () => {
  const { double, db, clock, waiting, rep } = world;
  world.heard('general');
  world.heard('chat');
  const port = makeTeamsPort({
    ...{ settings: double.settings(), db: () => db, clock, log: makeLog('silent'), waiting, key: signingKey(db) },
    publicUrl: 'https://pulse.example',
  });
  const sent = await port.sendFile(rep, file(), world.handle('general'));
  expect(sent).toMatchObject({ at: 'posted', channel: double.places.general });
  const links = double.shown.filter(({ payload }) => JSON.stringify(payload).includes('/teams/files?'));
  expect(links).toMatchObject([{ conversation: double.people.rep.chat }]);
  expect(JSON.stringify(double.shown)).not.toContain('Nova');
  expect(links[0]?.text).not.toContain('<at>');
});

test('over the wire: a file that somebody sent is fetched', async () => {
  const { double, port, rep } = world;
  const path = join(tmpdir(), `fetched-${rep.user}-${double.people.rep.chat.length}.csv`);
  const { url } = double.addFile('a.csv', 'Customer\n');
  expect(await port.fetchFile(rep.team, url, path, 100)).toMatchObject({ at: 'posted' });
  expect(readFileSync(path, 'utf8')).toBe('Customer\n');
  rmSync(path);
});
