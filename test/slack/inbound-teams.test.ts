import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type Inbound, openInbound } from './inbound.ts';
import * as samples from './inbound-samples.ts';

/** Which workspace the question is for, and which its person is of. */
function teams(slack: Inbound) {
  return slack.reception.taken.map(({ speaker, handle }) => [JSON.parse(handle).team, speaker.team]);
}

const event = (rest: object, said: object = {}) => samples.delivery({ ...samples.directMessage, ...said }, 'Ev1', rest);
const grid = { enterprise_id: 'E0001', team_id: 'T0009', user_id: 'U0BOT', is_bot: true };

test.each([
  ['the context, not the workspace it was said in', ['T0001'], event({ team_id: 'T0002' }), ['T0001', 'T0001']],
  [
    'somebody of another workspace, in a shared channel',
    ['T0001'],
    event({}, { user_team: 'T0002' }),
    ['T0001', 'T0002'],
  ],
  ['somebody of another, told otherwise', ['T0001'], event({}, { source_team: 'T0002' }), ['T0001', 'T0002']],
  ['one’s own, told', ['T0001'], event({}, { user_team: 'T0001' }), ['T0001', 'T0001']],
  [
    'an organisation in which it is installed as a whole',
    ['E0001'],
    event({
      context_team_id: 'T0009',
      context_enterprise_id: 'E0001',
      authorizations: [{ ...grid, is_enterprise_install: true }],
    }),
    ['E0001', 'E0001'],
  ],
  [
    'somebody of another workspace of that organisation',
    ['E0001'],
    event(
      {
        context_team_id: 'T0009',
        context_enterprise_id: 'E0001',
        authorizations: [{ ...grid, is_enterprise_install: true }],
      },
      { user_team: 'T0010' },
    ),
    ['E0001', 'E0001'],
  ],
  [
    'somebody of another company, in a channel shared with that organisation',
    ['E0001'],
    event(
      {
        context_team_id: 'T0009',
        context_enterprise_id: 'E0001',
        is_ext_shared_channel: true,
        authorizations: [{ ...grid, is_enterprise_install: true }],
      },
      { user_team: 'T0010' },
    ),
    ['E0001', 'T0010'],
  ],
  [
    'a listed workspace of an organisation',
    ['T0009', 'E0001'],
    event({
      context_team_id: 'T0009',
      context_enterprise_id: 'E0001',
      authorizations: [{ ...grid, is_enterprise_install: false }],
    }),
    ['T0009', 'T0009'],
  ],
])('%s', async (_, listed, body, expected) => {
  const slack = await openInbound({ settings: { teams: listed } });
  await slack.json(body);
  expect(teams(slack)).toEqual([expected]);
});

test.each([
  ['a command', ['E0001'], { team_id: 'T0009', enterprise_id: 'E0001', is_enterprise_install: 'true' }, 'E0001'],
  ['a command of a workspace', ['T0009'], { team_id: 'T0009', enterprise_id: 'E0001' }, 'T0009'],
])('%s in an organisation', async (_, listed, change, team) => {
  const slack = await openInbound({ settings: { teams: listed } });
  await slack.form({ ...samples.command, ...change });
  expect(teams(slack)).toEqual([[team, team]]);
});

test('a press of somebody from another workspace is theirs; one in a whole organisation has no workspace', async () => {
  const slack = await openInbound({ settings: { teams: ['T0001', 'E0001'] } });
  await slack.interaction({ ...samples.press, user: { id: 'U0009', team_id: 'T0002' } });
  const whole = { team: null, enterprise: { id: 'E0001' }, is_enterprise_install: true, trigger_id: 't2' };
  await slack.interaction({ ...samples.press, ...whole, user: { id: 'U0001', team_id: 'T0011' } });
  expect(teams(slack)).toEqual([
    ['T0001', 'T0002'],
    ['E0001', 'E0001'],
  ]);
});

test('an organisation that is not listed is another workspace, whatever else a delivery says', async () => {
  const slack = await openInbound();
  await slack.json(event({ team_id: 'T0001', context_team_id: 'T0002', context_enterprise_id: 'E0002' }));
  await slack.interaction({
    ...samples.submission,
    view: { ...samples.submission.view, app_installed_team_id: 'T0002' },
  });
  expect(slack.reception.taken).toEqual([]);
  expect(slack.reception.turned.map(({ why }) => why)).toEqual(['other-workspace', 'other-workspace']);
});

test('with a bot token and no list, it is the token’s own workspace; Slack is asked once, and nothing taken until it says so', async () => {
  let isUp = false;
  let asked = 0;
  const api = createServer((request, response) => {
    request.resume();
    asked++;
    if (!isUp) return request.socket.destroy();
    response.writeHead(200, { 'content-type': 'application/json' });
    return response.end('{"ok":true,"team_id":"T0001","user_id":"U0BOT","bot_id":"B1"}');
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => {
    api.closeAllConnections();
    return new Promise((resolve) => api.close(() => resolve()));
  });
  const apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}/api/`;
  const slack = await openInbound({ settings: { teams: [], apiUrl } });
  expect((await slack.json(event({}))).status).toBe(503);
  expect(await (await slack.form(samples.command)).json()).toMatchObject({
    text: expect.stringContaining('ask again'),
  });
  isUp = true;
  const before = asked;
  const events = Array.from({ length: 5 }, (_, at) => samples.delivery(samples.directMessage, `Ev${at}`));
  const answers = await Promise.all(events.map((each) => slack.json(each)));
  await slack.form({ ...samples.command, team_id: 'T0002', trigger_id: 'other' });
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(asked - before).toBe(1);
  expect(slack.reception.turned).toMatchObject([{ why: 'other-workspace' }]);
});
