import { expect, test } from 'vitest';
import { makeLog } from '../../src/base/log.ts';
import type { LogLevel } from '../../src/base/log-levels.ts';

function record(level: LogLevel = 'info') {
  const lines: string[] = [];
  return { log: makeLog(level, { write: (line) => lines.push(line) }), lines };
}

test('a line is JSON with its level by name', () => {
  const { log, lines } = record();
  log.info({ rows: 3 }, 'imported');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', rows: 3, msg: 'imported' });
});

test('nothing below the level is written', () => {
  const { log, lines } = record('warn');
  log.info('quiet');
  log.warn('loud');
  expect(lines).toHaveLength(1);
});

test.each([
  [{ token: 'hush' }],
  [{ SLACK_SIGNING_SECRET: 'hush' }],
  [{ request: { headers: { authorization: 'hush' } } }],
  [{ list: [{ apiKey: 'hush' }, { 'api-key': 'hush' }] }],
  [{ a: { b: { c: { d: { e: { f: { g: { secret: 'hush' } } } } } } } }],
  [{ text: 'posted with xoxb-123-hush' }],
  [{ text: 'Authorization: Bearer abc.hush' }],
  [{ text: 'eyJhbGciOi.eyJodXNo.hush' }],
])('a secret is not written: %j', (fields) => {
  const { log, lines } = record();
  log.info(fields, 'done');
  log.child(fields).info('again');
  expect(lines.join('')).not.toContain('hush');
  expect(lines.join('')).toContain('[hidden]');
});

test('a token inside an error message is not written, its stack is', () => {
  const { log, lines } = record();
  log.error(new Error('refused xoxp-1-hush'), 'post failed');
  log.error({ err: new Error('refused xapp-1-hush') }, 'post failed');
  expect(lines.join('')).not.toContain('hush');
  expect(JSON.parse(lines[1] ?? '').err.stack).toContain('log.test.ts');
});

test('logging does not change what it was given', () => {
  const fields = { token: 'hush', nested: { password: 'hush' } };
  record().log.info(fields);
  expect(fields).toEqual({ token: 'hush', nested: { password: 'hush' } });
});
