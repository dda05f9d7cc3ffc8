import { existsSync, statSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { type Bot, type Data, openData, startBot } from './bot.ts';
import { openSlackDouble } from './double/double.ts';
import type { SlackDouble } from './double/types.ts';

let double: SlackDouble;
let data: Data;
let bot: Bot | undefined;

beforeAll(async () => {
  double = await openSlackDouble({});
  data = await openData(double, 20);
});

afterAll(async () => {
  await bot?.kill();
  data.close();
  await double.close();
});

/** Asks, and resolves when the answer is on its way to a platform that says nothing. */
async function askIntoSilence(): Promise<void> {
  const before = double.counts.get('response_url') ?? 0;
  double.fault({ method: 'response_url', fault: { kind: 'silence', done: true }, times: 1 });
  await double.command('/pulse customers', { user: double.people.admin.id });
  while ((double.counts.get('response_url') ?? 0) === before) await systemClock.sleep(5);
}

const readyOf = async (url: string) => {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, text: await response.text() };
};

async function untilStopping(url: string): Promise<void> {
  while (!(await readyOf(url)).text.includes('stopping')) await systemClock.sleep(5);
}

test('told to stop it takes nothing more in, ends what is under way, and leaves one tidy file', async () => {
  bot = await startBot(double, data.file);
  expect((await readyOf(bot.url)).text).toContain('"name":"Slack","ok":true');
  expect((await fetch(`${bot.url}/metrics`)).status).toBe(404);
  await askIntoSilence();
  bot.running.child.kill('SIGTERM');
  await untilStopping(bot.url);
  // Alive, so that nobody kills it for stopping, and not ready, so that nobody leads requests to it.
  expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
  expect((await readyOf(bot.url)).status).toBe(503);
  const late = await double.command('/pulse customers', { user: double.people.admin.id });
  expect(late.status).toBe(503);
  expect(data.unsettled()).toBe(1);
  double.release();
  expect(await bot.running.ended).toMatchObject({ code: 0 });
  expect(data.unsettled()).toBe(0);
  // We have the file open here, so its journal stays, emptied.
  const journal = `${data.file}-wal`;
  expect(existsSync(journal) ? statSync(journal).size : 0).toBeLessThan(100_000);
});

test('told a second time it ends at once, and what was under way is left to the next start', async () => {
  bot = await startBot(double, data.file, { METRICS_TOKEN: 'a-token-for-metrics' });
  const headers = { authorization: 'Bearer a-token-for-metrics' };
  const metrics = await (await fetch(`${bot.url}/metrics`, { headers })).text();
  expect(metrics).toContain('pulse_slack_reachable 1');
  expect(metrics).toContain('process_resident_memory_bytes');
  await askIntoSilence();
  bot.running.child.kill('SIGTERM');
  await untilStopping(bot.url);
  bot.running.child.kill('SIGTERM');
  expect(await bot.running.ended).toMatchObject({ code: 1 });
  expect((await bot.running.ended).stderr).not.toContain('took longer');
  double.release();
  expect(data.unsettled()).toBe(1);
});
