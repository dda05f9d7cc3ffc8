import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTeamsDouble, type TeamsDouble } from './double/double.ts';

let double: TeamsDouble;
beforeAll(async () => {
  double = await openTeamsDouble();
});
afterAll(() => double.close());
beforeEach(() => double.clear());

async function tokenFor(scope: string, password = double.password): Promise<{ status: number; token: string }> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: double.appId,
    client_secret: password,
    scope,
  });
  const reply = await fetch(`${double.url}/${double.tenant}/oauth2/v2.0/token`, { method: 'POST', body });
  const read = (await reply.json()) as { access_token?: string };
  return { status: reply.status, token: read.access_token ?? '' };
}

const bot = () => tokenFor('https://api.botframework.com/.default').then(({ token }) => token);

async function call(method: string, path: string, body?: object, token?: string) {
  const reply = await fetch(`${double.serviceUrl}${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token ?? (await bot())}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: reply.status, json: (await reply.json()) as Record<string, unknown> };
}

const at = (conversation: string, rest = '') =>
  `v3/conversations/${encodeURIComponent(conversation)}/activities${rest}`;
const card = (text: string) => ({
  type: 'message',
  summary: text,
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        ...{ type: 'AdaptiveCard', version: '1.5', lang: 'en', speak: text, fallbackText: text },
        body: [{ type: 'TextBlock', text, wrap: true }],
      },
    },
  ],
});

test('a message is posted, replaced, read back where the tenant lets the app, and taken back', async () => {
  const { general } = double.places;
  const posted = await call('POST', at(general), card('First'));
  expect(posted.status).toBe(201);
  const id = String(posted.json['id']);
  expect((await call('POST', at(`${general};messageid=${id}`), card('Under it'))).status).toBe(201);
  expect((await call('PUT', at(general, `/${id}`), card('Second'))).status).toBe(200);
  expect(double.shown.map(({ text, thread, edits }) => [text, thread, edits])).toEqual([
    ['Second\nSecond', null, 1],
    ['Under it\nUnder it', id, 0],
  ]);
  const { token } = await tokenFor('https://graph.microsoft.com/.default');
  const read = async () => {
    const path = `${double.url}/graph/v1.0/teams/${double.team.group}/channels/${encodeURIComponent(general)}/messages`;
    const reply = await fetch(path, { headers: { authorization: `Bearer ${token}` } });
    return { status: reply.status, json: (await reply.json()) as { value?: { id: string }[] } };
  };
  expect((await read()).status).toBe(403);
  double.setReadable(true);
  expect((await read()).json.value?.map((each) => each.id)).toEqual([id]);
  expect((await call('DELETE', at(general, `/${id}`))).status).toBe(200);
  expect((await call('PUT', at(general, `/${id}`), card('Third'))).status).toBe(404);
  expect(double.problems).toEqual([]);
});

test('what Teams refuses is refused', async () => {
  const { general, deals, group } = double.places;
  const { stranger, rep } = double.people;
  const graph = (await tokenFor('https://graph.microsoft.com/.default')).token;
  expect((await tokenFor('https://api.botframework.com/.default', 'wrong')).status).toBe(401);
  const direct = (id: string) => ({ isGroup: false, members: [{ id }], tenantId: double.tenant });
  const only = { ...card('x'), recipient: { id: rep.teamsId, isTargeted: true } };
  const cases: [number, string, Promise<{ status: number; json: Record<string, unknown> }>][] = [
    [401, 'Unauthorized', call('POST', at(general), card('x'), graph)],
    [403, 'BotNotInConversationRoster', call('POST', at(deals), card('x'))],
    [404, 'ConversationNotFound', call('POST', at('19:nowhere@thread.tacv2'), card('x'))],
    [400, 'BadSyntax', call('POST', at(general), { type: 'message' })],
    [413, 'MessageSizeTooBig', call('POST', at(general), card('x'.repeat(60_000)))],
    [405, 'MethodNotAllowed', call('PATCH', at(general), card('x'))],
    [400, 'BadArgument', call('POST', at(group, '?isTargetedActivity=true'), only)],
    [403, 'ForbiddenOperationException', call('POST', 'v3/conversations', direct(stranger.teamsId))],
  ];
  for (const [status, code, asked] of cases) {
    const reply = await asked;
    expect([reply.status, (reply.json['error'] as { code: string }).code]).toEqual([status, code]);
  }
  expect(double.shown).toEqual([]);
  double.setTargeted(true);
  expect((await call('POST', at(group, '?isTargetedActivity=true'), only)).status).toBe(201);
  expect(double.last()).toMatchObject({ kind: 'targeted', user: rep.id });
});

test('a fault leaves exactly what it says behind', async () => {
  const { general } = double.places;
  const token = await bot();
  const outcome = async () =>
    call('POST', at(general), card('x'), token).then(
      ({ status }) => status,
      () => 'broken',
    );
  const cases = [
    [{ kind: 'reset' }, 'broken', 1],
    [{ kind: 'reset-before' }, 'broken', 0],
    [{ kind: 'limited', retryAfter: 1 }, 429, 0],
    [{ kind: 'error', status: 412, code: 'PreconditionFailed' }, 412, 0],
  ] as const;
  for (const [fault, told, left] of cases) {
    double.fault({ method: 'post', fault, times: 1 });
    const before = double.shown.length;
    expect(await outcome()).toBe(told);
    expect(double.shown.length - before).toBe(left);
  }
  let now = 0;
  double.limit(() => now);
  const burst: unknown[] = [];
  for (let sent = 0; sent < 8; sent += 1) burst.push(await outcome());
  expect(burst).toEqual([201, 201, 201, 201, 201, 201, 201, 429]);
  now = 1_000;
  expect(await outcome()).toBe(201);
});
