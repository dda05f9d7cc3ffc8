import { expect, test } from 'vitest';
import { write } from '../../db/write.ts';
import { noteRestored } from '../../db/writes/restored.ts';
import { acceptFile, dropOldFiles, endUpload, startUpload } from '../../db/writes/waiting-files.ts';
import { FILE, filesWorld } from './files-world.ts';

const world = filesWorld();
const HOUR_MS = 3_600_000;

function lastUpload(): string | undefined {
  return world.double.uploads.get(FILE.name)?.toString('utf8');
}

test('in a personal chat somebody is asked, and the question holds a number and a signature alone', async () => {
  expect(await world.send()).toMatchObject({ at: 'posted', channel: world.double.people.rep.chat });
  const [{ activity } = { activity: {} }] = world.posted;
  expect(activity).toMatchObject({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.teams.card.file.consent',
        name: FILE.name,
        content: { description: '1 row', sizeInBytes: Buffer.byteLength(FILE.content) },
      },
    ],
  });
  expect(Object.keys(world.context()).sort()).toEqual(['file', 'sig']);
  expect(JSON.stringify(activity)).not.toContain('Nova');
  expect(world.rows()).toMatchObject([{ state: 'offered' }]);
});

test('whoever says yes has the file in their OneDrive, the question says so, and the file is gone from here', async () => {
  await world.send();
  await world.answer('accept');
  expect(lastUpload()).toBe(FILE.content);
  expect(world.port.sent).toMatchObject([{ to: { to: 'message', message: 'card-1' } }]);
  expect(world.said()).toBe(`${FILE.name} is in your OneDrive.`);
  expect(world.posted[1]?.activity).toMatchObject({
    attachments: [
      {
        contentType: 'application/vnd.microsoft.teams.card.file.info',
        content: { uniqueId: 'unique', fileType: 'csv' },
      },
    ],
  });
  expect(world.rows()).toMatchObject([{ state: 'done', bytes: 0, upload: null }]);
  expect(world.audit('question')).toMatchObject([{ actor: world.double.people.rep.email }]);
});

test('a yes that comes twice, or from two devices at once, puts one file there', async () => {
  await world.send();
  await Promise.all([world.answer('accept'), world.answer('accept'), world.answer('accept')]);
  await world.answer('accept');
  await world.answer('decline');
  expect(world.double.seen.filter(({ method, done }) => method === 'upload' && done)).toHaveLength(1);
  expect(world.port.sent).toHaveLength(1);
  expect(world.said()).toContain('is in your OneDrive');
});

test('whoever says no is told, and nothing stays', async () => {
  await world.send();
  await world.answer('decline');
  await world.answer('accept');
  expect(world.said()).toContain('was not saved');
  expect(world.port.sent).toHaveLength(2);
  expect(world.rows()).toMatchObject([{ state: 'declined', bytes: 0 }]);
  expect(lastUpload()).toBeUndefined();
});

test('after an hour the file is gone, and whoever says yes then is told', async () => {
  await world.send();
  world.clock.pass(HOUR_MS);
  await world.answer('accept');
  expect(world.said()).toContain('waited for an hour');
  await dropOldFiles(world.db, world.clock);
  expect(world.rows()).toEqual([]);
  await world.answer('accept');
  expect(world.said()).toContain('waited for an hour');
  expect(world.double.uploads.size).toBe(0);
});

test('somebody else gets nothing, and it is in the audit log', async () => {
  await world.send();
  await world.answer('accept', {}, world.other);
  await world.answer('decline', {}, world.other);
  await world.answer('accept', {}, { ...world.rep, team: 'another' });
  expect(world.double.uploads.size).toBe(0);
  expect(world.port.sent).toEqual([]);
  expect(world.rows()).toMatchObject([{ state: 'offered' }]);
  expect(world.audit('refusal').map(({ detail }) => detail)).toEqual(Array(3).fill('{"why":"not-theirs"}'));
});

test.each([
  ['another number', { file: 'x' }],
  ['another signature', { sig: 'A'.repeat(16) }],
  ['no signature', { sig: '' }],
])('an answer that we did not make is turned down: %s', async (_name, change) => {
  await world.send();
  await world.answer('accept', { context: { ...world.context(), ...change } });
  expect(world.double.uploads.size).toBe(0);
  expect(world.audit('refusal')).toMatchObject([{ detail: '{"why":"forged"}' }]);
});

test.each([null, 'x', {}, { action: 'accept' }, { action: 'maybe' }, { action: 'accept', context: [], uploadInfo: 1 }])(
  'an answer of another shape does nothing: %j',
  async (value) => {
    await world.send();
    await world.taker.take({ speaker: world.rep, conversation: 'x', message: null, value });
    await world.taker.idle();
    expect(world.port.sent).toEqual([]);
    expect(world.rows()).toMatchObject([{ state: 'offered' }]);
  },
);

test('what somebody may see now decides: with other rights, or none, the file stays here', async () => {
  const { rep, email } = { rep: world.rep.user, email: world.double.people.rep.email };
  const profile = world.port.profiles.get(rep);
  for (const change of [
    { standing: 'deactivated' },
    { standing: 'guest' },
    { email: 'else@reseller.example' },
  ] as const) {
    await world.send();
    world.port.profiles.set(rep, {
      ...(profile ?? { name: null, email, language: 'en', timeZone: 'UTC' }),
      ...change,
    } as never);
    await world.answer('accept');
    expect(world.said()).toContain('has changed since');
  }
  if (profile !== undefined) world.port.profiles.set(rep, profile);
  await world.send();
  world.rights.role = undefined;
  await world.answer('accept');
  expect(world.said()).toContain('has changed since');
  world.rights.role = 'viewer';
  expect(world.double.uploads.size).toBe(0);
  expect(world.rows().every(({ bytes }) => bytes === 0)).toBe(true);
});

test('an address that is not Microsoft’s gets no byte, and its person is told', async () => {
  await world.send();
  const uploadInfo = {
    ...{ uploadUrl: 'https://evil.example/x', contentUrl: 'https://evil.example/y', name: FILE.name },
    ...{ uniqueId: 'u', fileType: 'csv' },
  };
  await world.answer('accept', { uploadInfo });
  expect(world.said()).toContain('could not be saved');
  expect(world.double.seen.filter(({ method }) => method === 'upload')).toEqual([]);
  expect(world.posted).toHaveLength(1);
});

/** A process that dies where it is told: what is written stays, and nothing after it is done. */
async function died(at: 'accepted' | 'before bytes' | 'after bytes' | 'after saved' | 'after failed'): Promise<void> {
  const { db, clock, double } = world;
  await world.send();
  const id = String(world.context()['file']);
  const uploadUrl = double.uploadUrl(FILE.name);
  const upload = {
    ...{ uploadUrl, contentUrl: `${double.url}/seen`, name: FILE.name, uniqueId: 'u', fileType: 'csv' },
    ...{ conversation: double.people.rep.chat, message: 'card-1' },
  };
  if (at === 'after bytes' || at === 'after saved') {
    const body = Buffer.from(FILE.content);
    const range = `bytes 0-${body.byteLength - 1}/${body.byteLength}`;
    await fetch(uploadUrl, { method: 'PUT', body, headers: { 'content-range': range } });
  }
  await write(db, clock, () => {
    acceptFile(db, id, upload, clock.now());
    if (at !== 'accepted') startUpload(db, id);
    if (at === 'after saved') endUpload(db, id, 'saved');
    if (at === 'after failed') endUpload(db, id, 'failed');
  });
}

test.each([
  ['accepted', 'is in your OneDrive', true],
  ['before bytes', 'is in your OneDrive', true],
  ['after bytes', 'Look into your OneDrive', true],
  ['after saved', 'is in your OneDrive', true],
  ['after failed', 'could not be saved', false],
] as const)('a process killed between yes and the end is taken up: %s', async (at, said, isThere) => {
  await died(at);
  const next = world.restart();
  next.recover();
  await next.idle();
  expect(world.said()).toContain(said);
  expect(lastUpload()).toBe(isThere ? FILE.content : undefined);
  expect(world.rows()).toMatchObject([{ state: 'done', bytes: 0, upload: null }]);
  const told = world.port.sent.length;
  next.recover();
  await next.idle();
  expect(world.port.sent).toHaveLength(told);
});

test('while nobody says who they are, or can be told anything, it waits, and a restart goes on', async () => {
  const { port, clock, double } = world;
  const profile = port.profiles.get(world.rep.user);
  if (profile === undefined) throw new Error('nobody is there');
  await world.send();
  port.profiles.delete(world.rep.user);
  await Promise.race([world.answer('accept'), clock.sleep(0)]);
  await world.taker.stop(0);
  await world.taker.idle();
  expect(port.sent).toEqual([]);
  expect(world.rows()).toMatchObject([{ state: 'accepted' }]);
  port.profiles.set(world.rep.user, profile);
  port.troubles.push({ at: 'refused', why: 'unreachable', detail: 'no network' });
  const next = world.restart();
  next.recover();
  await expect.poll(() => world.rows()[0]?.state).toBe('saved');
  await next.stop(0);
  await next.idle();
  expect(world.rows()).toMatchObject([{ state: 'saved', bytes: 0 }]);
  const last = world.restart();
  last.recover();
  await last.idle();
  expect(world.said()).toContain('is in your OneDrive');
  expect(double.seen.filter(({ method }) => method === 'upload')).toHaveLength(1);
});

test('a yes that nobody could check until its time was over is told', async () => {
  await world.send();
  world.port.profiles.clear();
  await Promise.race([world.answer('accept'), world.clock.sleep(0)]);
  await world.taker.stop(0);
  await world.taker.idle();
  world.clock.pass(HOUR_MS);
  const next = world.restart();
  next.recover();
  await next.idle();
  expect(world.said()).toContain('cannot be checked');
});

test('where the question cannot be replaced it is said in the chat', async () => {
  await world.send();
  world.port.troubles.push({ at: 'refused', why: 'other', detail: 'gone' });
  await world.answer('accept');
  expect(world.port.sent).toMatchObject([{ to: { to: 'person' } }]);
});

test('a question that is refused leaves no file behind but the one behind a link; one that may be there keeps it', async () => {
  world.troubles.push({ at: 'refused', why: 'other', detail: 'no files here' });
  expect(await world.send()).toMatchObject({ at: 'posted' });
  expect(world.rows()).toMatchObject([{ state: 'linked' }]);
  world.troubles.push({ at: 'refused', why: 'unreachable', detail: 'no network' });
  expect(await world.send()).toMatchObject({ at: 'refused', why: 'unreachable' });
  expect(world.rows()).toHaveLength(1);
  world.troubles.push({ at: 'unknown', detail: 'reset' });
  expect(await world.send()).toMatchObject({ at: 'unknown' });
  expect(world.rows()).toHaveLength(2);
});

test('one person has at most twenty files waiting', async () => {
  for (let n = 0; n < 25; n++) {
    await world.send();
    world.clock.pass(1);
  }
  expect(world.rows()).toHaveLength(20);
});

test('a backup that is put back gives out nothing of what waited when it was made', async () => {
  await died('before bytes');
  await world.send('channel');
  noteRestored(world.db, world.clock.now());
  expect(world.rows()).toEqual([]);
  const next = world.restart();
  next.recover();
  await next.idle();
  expect(world.double.uploads.size).toBe(0);
});
