import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, startPulse } from '../cli/pulse.ts';
import { type Data, openData } from '../slack/bot.ts';
import { openTeamsDouble, type TeamsDouble } from './double/double.ts';

const METRICS = 'a-token-for-metrics';
let double: TeamsDouble;
let data: Data;
let running: Running | undefined;

beforeAll(async () => {
  double = await openTeamsDouble();
  data = await openData(double, 20);
});

afterAll(async () => {
  running?.child.kill('SIGKILL');
  await running?.ended;
  data.close();
  await double.close();
});

const textOf = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(`${double.botUrl}${path}`, { headers })).text();

test('as it is started in earnest it says how it stands, answers what is signed, and ends tidily', async () => {
  running = startPulse(['start'], { DATABASE_URL: data.file, ...double.env(), METRICS_TOKEN: METRICS });
  const [, url = ''] = await running.says(/health is at (http:\S+)\/healthz/);
  await running.says(/Microsoft Teams is connected as the app b0000000-\S+, for the tenant \S+; .*\/api\/messages/);
  double.botUrl = url;

  expect((await double.write('expiring 90d', { user: double.people.admin.id })).status).toBe(200);
  const answer = await double.until(({ text }) => text.includes('Partner Hub subscriptions'));
  expect(answer).toMatchObject({ kind: 'message', conversation: double.people.admin.chat });
  const forged = await double.write('customers', { forge: { key: 'unknown' } });
  expect(forged.status).toBe(401);

  expect(await textOf('/readyz')).toContain('"name":"Microsoft Teams","ok":true');
  const metrics = await textOf('/metrics', { authorization: `Bearer ${METRICS}` });
  expect(metrics).toContain('pulse_teams_reachable 1');
  expect(metrics).not.toContain('pulse_slack_reachable 0');
  expect((await fetch(`${url}/metrics`)).status).toBe(404);

  running.child.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ code: 0 });
  expect(data.unsettled()).toBe(0);
  expect(double.problems).toEqual([]);
});
