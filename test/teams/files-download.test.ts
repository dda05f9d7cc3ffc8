import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropOldFiles } from '../../db/writes/waiting-files.ts';
import type { Route } from '../../src/base/route.ts';
import { disposition, downloadRoutes } from '../../src/chat/teams/download.ts';
import { downloadLink } from '../../src/chat/teams/download-link.ts';
import { FILE, filesWorld } from './files-world.ts';

const world = filesWorld();
let routes: readonly Route[] = [];
const server = createServer((request, response) => {
  routes[0]?.handle(request, response).catch(() => response.destroy());
});
let base = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** The link that whoever asks in a channel gets, to this server. */
async function linked(): Promise<string> {
  routes = downloadRoutes({ around: world.around, db: () => world.db, key: world.key });
  expect(await world.send('channel')).toMatchObject({ at: 'posted', channel: world.double.places.general });
  const part = world.port.last().parts.find(({ kind }) => kind === 'links');
  const url = part?.kind === 'links' ? part.links[0]?.url : undefined;
  expect(url).toMatch(/^https:\/\/pulse\.example\/teams\/files\?file=[\w-]{24}&sig=[\w-]{16}$/);
  return `${base}${new URL(url ?? '').pathname}${new URL(url ?? '').search}`;
}

test('whoever asked in a channel gets a link in private, which gives the file and lets nobody keep or show it', async () => {
  const url = await linked();
  expect(world.port.sent).toMatchObject([{ to: { to: 'asker' } }]);
  expect(JSON.stringify(world.port.last())).not.toContain('Nova');
  const reply = await fetch(url);
  expect(await reply.text()).toBe(FILE.content);
  expect(reply.status).toBe(200);
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${FILE.name}"; filename*=UTF-8''${FILE.name}`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'accept-ranges': 'none',
  });
  expect(world.audit('question')).toMatchObject([{ actor: world.double.people.rep.email }]);
});

test('looking ahead gives nothing, uses nothing up, and is not taken for the person', async () => {
  const url = await linked();
  for (const headers of [
    { 'sec-purpose': 'prefetch;prerender' },
    { purpose: 'prefetch' },
    { 'x-moz': 'prefetch' },
    { 'user-agent': 'Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5' },
    { 'user-agent': 'Slackbot-LinkExpanding 1.0' },
  ]) {
    const reply = await fetch(url, { headers });
    expect([reply.status, (await reply.text()).includes('Nova')]).toEqual([403, false]);
  }
  const head = await fetch(url, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(Buffer.byteLength(FILE.content))]);
  expect(world.audit('question')).toEqual([]);
  const whole = await fetch(url, { headers: { range: 'bytes=0-3', 'user-agent': 'Android 9; CUBOT X20 Build/P' } });
  expect([whole.status, await whole.text()]).toEqual([200, FILE.content]);
  expect(world.rows()).toMatchObject([{ given: 1 }]);
});

test('a link that was changed, or of another key, leads nowhere', async () => {
  const url = await linked();
  const id = new URL(url).searchParams.get('file') ?? '';
  const wrong = [
    url.slice(0, -1),
    `${url}x`,
    url.replace('file=', 'file=x'),
    `${base}/teams/files`,
    `${base}/teams/files?`,
    `${base}/teams/files?file=${id}`,
    `${base}/teams/files?file=&sig=`,
    `${base}/teams/files?file=%00%ff&sig=%F0%9F`,
    downloadLink(base, Buffer.alloc(32), id),
  ];
  for (const each of wrong) expect((await fetch(each)).status).toBe(404);
  const inFrench = await fetch(`${base}/teams/files`, { headers: { 'accept-language': 'fr-CA,fr;q=0.9' } });
  expect([inFrench.headers.get('content-type'), await inFrench.text()]).toEqual([
    'text/plain; charset=utf-8',
    'Ce fichier n’existe pas. Demandez-le dans Microsoft Teams.\n',
  ]);
  expect(world.audit('question')).toEqual([]);
});

test('after ten minutes the link is no longer good, also once the file is cleared away', async () => {
  const url = await linked();
  world.clock.pass(10 * 60_000 - 1_000);
  expect((await fetch(url)).status).toBe(200);
  world.clock.pass(1_000);
  expect((await fetch(url)).status).toBe(410);
  await dropOldFiles(world.db, world.clock);
  expect(world.rows()).toEqual([]);
  expect((await fetch(url)).status).toBe(410);
});

test('what its person may see now decides, each time', async () => {
  const url = await linked();
  const { rep } = world.double.people;
  const profile = world.port.profiles.get(rep.id);
  if (profile === undefined) throw new Error('nobody is there');
  const status = async () => (await fetch(url)).status;
  expect(await status()).toBe(200);
  for (const standing of ['guest', 'deactivated', 'stranger'] as const) {
    world.port.profiles.set(rep.id, { ...profile, standing });
    expect(await status()).toBe(403);
  }
  world.port.profiles.set(rep.id, { ...profile, email: 'else@reseller.example' });
  expect(await status()).toBe(403);
  world.port.profiles.delete(rep.id);
  expect(await status()).toBe(503);
  world.port.profiles.set(rep.id, profile);
  world.rights.role = undefined;
  expect(await status()).toBe(403);
  world.rights.role = 'viewer';
  expect(await status()).toBe(200);
  expect(world.audit('refusal').length).toBe(6);
});

test('nobody fetches it more than twenty times', async () => {
  const url = await linked();
  for (let n = 0; n < 20; n++) expect((await fetch(url)).status).toBe(200);
  expect((await fetch(url)).status).toBe(410);
  expect(world.audit('question')).toHaveLength(20);
});

test('a file that waits for a yes cannot be had by a link', async () => {
  await world.send();
  routes = downloadRoutes({ around: world.around, db: () => world.db, key: world.key });
  const { id = '' } = world.rows()[0] ?? {};
  expect((await fetch(downloadLink(base, world.key, id))).status).toBe(410);
});

test('nobody can be asked: an emulator, a cloud of a government, no chat; then a link, and without an address of ours a no', async () => {
  const { double, db } = world;
  await world.send('personal', { settings: { playground: true } });
  expect(world.rows()).toMatchObject([{ state: 'linked' }]);
  db.sqlite.exec("update teams_conversations set service_url = 'https://smba.infra.gov.teams.microsoft.us/'");
  await world.send();
  expect(world.rows()).toMatchObject([{ state: 'linked' }, { state: 'linked' }]);
  db.sqlite.exec('update teams_conversations set joined = 0');
  await world.send();
  expect(world.posted).toEqual([]);
  expect(await world.send('channel', { publicUrl: undefined })).toMatchObject({ at: 'refused', why: 'other' });
  expect(world.rows()).toHaveLength(3);
  db.sqlite.exec(`update teams_conversations set joined = 1, service_url = '${double.serviceUrl}'`);
  expect(await world.send('channel', { publicUrl: undefined })).toMatchObject({ channel: double.people.rep.chat });
});

test('a link that was refused leaves no file behind', async () => {
  world.port.troubles.push({ at: 'refused', why: 'not-in-channel', detail: 'x' });
  expect(await world.send('channel')).toMatchObject({ at: 'refused' });
  expect(world.rows()).toEqual([]);
});

test.each([
  ['Ações "2026".csv', `attachment; filename="Acoes _2026_.csv"; filename*=UTF-8''A%C3%A7%C3%B5es%20%222026%22.csv`],
  [
    'a\r\nset-cookie: x=1.csv',
    `attachment; filename="a-set-cookie_ x_1.csv"; filename*=UTF-8''a-set-cookie%3A%20x%3D1.csv`,
  ],
  ['../../etc/passwd', `attachment; filename="..-..-etc-passwd"; filename*=UTF-8''..-..-etc-passwd`],
  ['报告.csv', `attachment; filename="_.csv"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.csv`],
  ['a\u202egpj.csv', `attachment; filename="a-gpj.csv"; filename*=UTF-8''a-gpj.csv`],
  ['\ud800', `attachment; filename="-"; filename*=UTF-8''-`],
  ['', `attachment; filename="file"; filename*=UTF-8''file`],
])('a file’s name is one header, whatever it holds: %j', (name, expected) => {
  expect(disposition(name)).toBe(expected);
  expect(() => new Headers({ 'content-disposition': disposition(name) })).not.toThrow();
});
