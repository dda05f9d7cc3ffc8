import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Database } from '../../db/open.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { makeLog } from '../../src/base/log.ts';
import { type SlackOptions, type SlackSettings, slackInstallations, startSlack } from '../../src/chat/slack/app.ts';
import { slackTokens } from '../../src/chat/slack/tokens.ts';
import { createServer } from '../../src/server/http.ts';
import { RecordingReception } from '../chat/recording.ts';
import { newDatabase } from '../db/empty-database.ts';

export const SECRET = 'signing-secret-of-a-test';

export interface Sending {
  /** Seconds from now. */
  readonly skew?: number;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Inbound {
  readonly url: string;
  readonly reception: RecordingReception;
  readonly clock: Clock;
  readonly db: Database;
  readonly lines: readonly string[];
  form(fields: Readonly<Record<string, string>>, sending?: Sending): Promise<Response>;
  json(body: unknown, sending?: Sending): Promise<Response>;
  /** What is pressed comes as JSON in a form. */
  interaction(payload: unknown, sending?: Sending): Promise<Response>;
  /** Ends the Slack side and leaves the HTTP server. */
  stopTaking(): Promise<void>;
}

export interface InboundOptions extends Partial<Pick<SlackOptions, 'languageOf' | 'noticed' | 'publicUrl'>> {
  readonly settings?: Partial<SlackSettings>;
  readonly clock?: Clock;
  readonly secretsKey?: Buffer;
}

export const settings: SlackSettings = {
  signingSecret: SECRET,
  botToken: 'xoxb-test',
  appToken: undefined,
  oauth: undefined,
  teams: ['T0001'],
  command: '/pulse',
  apiUrl: 'http://127.0.0.1:9/api/',
};

/** The Slack side of the program on a real HTTP server, with a database of its own; gone when the test ends. */
export async function openInbound(options: InboundOptions = {}): Promise<Inbound> {
  const { clock = systemClock, secretsKey, publicUrl, languageOf, noticed } = options;
  const folder = mkdtempSync(join(tmpdir(), 'inbound-'));
  const db = newDatabase(join(folder, 'pulse.db'));
  const lines: string[] = [];
  const log = makeLog('debug', { write: (line) => lines.push(line) });
  const reception = new RecordingReception();
  const all = { ...settings, ...options.settings };
  const installations = slackInstallations(db, clock, all, secretsKey);
  const health = async () => ({ ok: true, checks: [] });
  const server = await createServer({ host: '127.0.0.1', port: 0, health, ready: health, log });
  const slack = await startSlack({
    settings: all,
    publicUrl,
    secretsKey,
    installations,
    clock,
    log,
    reception,
    tokens: slackTokens({ settings: all, installations }),
    commands: [
      { command: '/pulse', question: null },
      { command: '/x-expiring', question: 'expiring' },
    ],
    ...(languageOf === undefined ? {} : { languageOf }),
    ...(noticed === undefined ? {} : { noticed }),
  });
  server.serve(slack.routes);
  onTestFinished(async () => {
    await slack.stop();
    await server.close();
    db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const post = (body: string, type: string, sending: Sending = {}) =>
    fetch(`${server.url}/slack/events`, {
      method: 'POST',
      headers: { 'content-type': type, ...signed(body, clock, sending), ...sending.headers },
      body,
    });
  const form: Inbound['form'] = (fields, sending) =>
    post(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded', sending);
  return {
    url: server.url,
    reception,
    clock,
    db,
    lines,
    form,
    json: (body, sending) => post(JSON.stringify(body), 'application/json', sending),
    interaction: (payload, sending) => form({ payload: JSON.stringify(payload) }, sending),
    stopTaking: () => slack.stop(),
  };
}

/** The headers by which a request is known to be Slack's. */
export function signed(
  body: string,
  clock: Clock,
  { skew = 0, secret = SECRET }: Sending = {},
): Record<string, string> {
  const time = String(Math.floor(clock.now() / 1000) + skew);
  const hash = createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': time, 'x-slack-signature': `v0=${hash}` };
}
