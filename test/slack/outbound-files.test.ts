import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isFileAddress } from '../../src/chat/slack/file-address.ts';
import { cardOf, outbound } from './outbound.ts';

const world = outbound();
const file = {
  name: 'expiring.csv',
  content: 'Customer\nNova ✓\n',
  comment: '12 rows <!channel> *bold*',
  rights: '{}',
};

test('a file goes to the direct message with its comment, made harmless, and in one post', async () => {
  const { double, port, rep } = world;
  const sent = await port.sendFile(rep, file, null);
  expect(sent).toMatchObject({ at: 'posted', channel: expect.stringMatching(/^D/) });
  const steps = double.seen.map(({ method }) => method);
  expect(steps).toEqual(['conversations.open', 'files.getUploadURLExternal', 'upload', 'files.completeUploadExternal']);
  expect(double.seen[1]?.body).toMatchObject({ filename: 'expiring.csv', length: '18' });
  expect(double.seen[2]?.token).toBeUndefined();
  const { initial_comment: comment } = double.seen[3]?.body ?? {};
  expect(comment).toContain('&lt;!channel&gt;');
  expect(comment).not.toContain('*');
});

test.each(['conversations.open', 'files.getUploadURLExternal', 'upload'])(
  'what fails before the last step posts nothing and is refused: %s',
  async (method) => {
    const { double, port, rep } = world;
    double.fault({ method, fault: { kind: 'reset' } });
    expect(await port.sendFile(rep, file, null)).toMatchObject({ at: 'refused', why: 'unreachable' });
    expect(world.times('files.completeUploadExternal')).toBe(0);
  },
);

test('what fails in the last step may be posted, and is not posted again', async () => {
  const { double, port, rep } = world;
  double.fault({ method: 'files.completeUploadExternal', fault: { kind: 'reset' } });
  expect(await port.sendFile(rep, file, null)).toMatchObject({ at: 'unknown' });
  expect(world.times('files.completeUploadExternal')).toBe(1);
});

test('a missing scope is named', async () => {
  const { double, port, rep } = world;
  const fault = { kind: 'error', error: 'missing_scope', extra: { needed: 'files:write' } } as const;
  double.fault({ method: 'files.getUploadURLExternal', fault });
  expect(await port.sendFile(rep, file, null)).toEqual({
    at: 'refused',
    why: 'missing-scope',
    detail: 'files.getUploadURLExternal: missing_scope, needed: files:write',
  });
});

test('the content of a file is not sent to an address that is not Slack’s', async () => {
  const { double, port, rep } = world;
  const asked: string[] = [];
  const other = await serve((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  const body = JSON.stringify({ ok: true, upload_url: `${other}/upload`, file_id: 'F1' });
  double.fault({ method: 'files.getUploadURLExternal', fault: { kind: 'body', body, done: false } });
  expect(await port.sendFile(rep, file, null)).toMatchObject({ at: 'refused', why: 'other' });
  expect(asked).toEqual([]);
});

test('a file that was dropped is written whole, for this user only', async () => {
  const { double, port, folder } = world;
  const { url } = double.addFile('hub.csv', 'Customer\nNova\n');
  const path = join(folder, 'hub.csv');
  writeFileSync(path, 'an older and longer one that was left behind', { mode: 0o644 });
  expect(await port.fetchFile(double.team, url, path, 100)).toMatchObject({ at: 'posted' });
  expect(readFileSync(path, 'utf8')).toBe('Customer\nNova\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a file that is too large is refused before or while it comes, and nothing is left of it', async () => {
  const { double, port, folder } = world;
  const path = join(folder, 'hub.csv');
  const { url } = double.addFile('hub.csv', 'x'.repeat(200_000));
  expect(await port.fetchFile(double.team, url, path, 199_999)).toMatchObject({ at: 'refused', why: 'too-large' });
  const endless = await serve((_, response) => {
    response.on('error', () => undefined);
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(16_384)));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  });
  const elsewhere = world.restart({ apiUrl: `${endless}/api/` });
  expect(await elsewhere.fetchFile(double.team, `${endless}/f`, path, 1_000_000)).toMatchObject({ why: 'too-large' });
  expect(existsSync(path)).toBe(false);
});

test('a file that is cut off leaves nothing behind', async () => {
  const { double, folder } = world;
  const path = join(folder, 'hub.csv');
  const cut = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/csv', 'content-length': '100' });
    response.write('Customer', () => response.destroy());
  });
  const port = world.restart({ apiUrl: `${cut}/api/` });
  expect(await port.fetchFile(double.team, `${cut}/f`, path, 1000)).toMatchObject({ why: 'unreachable' });
  expect(existsSync(path)).toBe(false);
});

test('the page to sign in is not taken for a file: the scope is named', async () => {
  const { double, port, folder } = world;
  const { url } = double.addFile('hub.csv', 'Customer\n');
  const path = join(folder, 'hub.csv');
  const tokens = { tokenOf: async () => ({ token: 'xoxb-other', botUser: null }), teams: async () => [double.team] };
  const weak = world.restart({ tokens });
  const refused = { at: 'refused', why: 'missing-scope', detail: 'download: needed: files:read' };
  expect(await weak.fetchFile(double.team, url, path, 1000)).toEqual(refused);
  expect(existsSync(path)).toBe(false);
  expect(await port.fetchFile(double.team, `${double.url}/files-pri/T-F9/x`, path, 1000)).toMatchObject({
    why: 'expired',
  });
});

test('a redirect to another machine is not followed, and the token is not shown there', async () => {
  const { double, folder } = world;
  const seen: unknown[] = [];
  const other = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.end('stolen');
  });
  const first = await serve((_, response) => {
    response.writeHead(302, { location: `${other}/f` });
    response.end();
  });
  const port = world.restart({ apiUrl: `${first}/api/` });
  const sent = await port.fetchFile(double.team, `${first}/f`, join(folder, 'hub.csv'), 1000);
  expect(sent).toMatchObject({ at: 'refused', why: 'other' });
  expect(seen).toEqual([]);
});

const foreign = [
  'http://files.slack.com/f',
  'https://files.slack.com.evil.example/f',
  'https://files.slack.com@evil.example/f',
  'https://evil.example/files.slack.com',
  'https://files.slack.com:8443/f',
  'https://user:pass@files.slack.com/f',
  'https://slack.com/f',
  'https://FILES.SLACK.COM.evil/f',
  'http://169.254.169.254/latest/meta-data',
  'http://[::1]/f',
  'file:///etc/passwd',
  'ftp://files.slack.com/f',
  '//files.slack.com/f',
  'files.slack.com/f',
  '',
];

test.each(foreign)('no file is fetched from %s', async (url) => {
  const { double, port, folder } = world;
  expect(await port.fetchFile(double.team, url, join(folder, 'x'), 1000)).toMatchObject({
    at: 'refused',
    why: 'other',
  });
  expect(isFileAddress(url, 'https://slack.com/api/')).toBe(false);
  expect(double.seen).toEqual([]);
});

test('files are on Slack’s own host', () => {
  expect(isFileAddress('https://files.slack.com/files-pri/T-F/download/x.csv', 'https://slack.com/api/')).toBe(true);
  expect(isFileAddress('http://127.0.0.1:80/f', 'https://slack.com/api/')).toBe(false);
});

const hooks = [
  'http://hooks.slack.com/x',
  'https://hooks.slack.com.evil.example/x',
  'http://169.254.169.254/x',
  'https://evil.example/hooks/x',
];

test.each(hooks)('no answer is sent to %s', async (responseUrl) => {
  const { double, port } = world;
  const sent = await port.send({ to: 'pressed', handle: world.handle({ responseUrl }) }, cardOf('No'), 'slack-1');
  expect(sent).toMatchObject({ at: 'refused' });
  if (sent.at === 'refused') expect(sent.detail).not.toContain(responseUrl);
  expect(double.seen).toEqual([]);
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}
