import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { botScopes } from '../../src/chat/slack/scopes.ts';
import { checkSignature } from '../../src/chat/slack/signature.ts';

export const SECRET = '0123456789abcdef0123456789abcdef';

/** What a server that plays Slack and the way to the bot does; what is left out goes well. */
export interface Play {
  /** The reply to auth.test, by token. */
  readonly tokens?: Readonly<Record<string, object>>;
  readonly appToken?: object;
  /** The header; null for none. */
  readonly scopes?: readonly string[] | null;
  /** When Slack thinks it is. */
  readonly date?: Date;
  /** Anything instead of a reply of Slack. */
  readonly api?: (response: ServerResponse) => void;
  readonly health?: (response: ServerResponse) => void;
  /** What the bot takes for Slack's signing secret. */
  readonly secret?: string;
  readonly events?: (response: ServerResponse) => void;
}

export interface Played {
  /** Without a slash at the end. */
  readonly url: string;
  readonly apiUrl: string;
  /** What was asked for: `POST /api/auth.test`. */
  readonly asked: readonly string[];
}

export const WELL = { ok: true, team: 'Acme', team_id: 'T0001', user: 'pulse', url: 'https://acme.example/' };

/** Starts such a server for one test. */
export async function playSlack(play: Play = {}): Promise<Played> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.setEncoding('utf8');
    let body = '';
    request.on('data', (more: string) => {
      body += more;
    });
    request.on('end', () => answer(play, { request, body }, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, apiUrl: `${url}/api/`, asked };
}

interface Asked {
  readonly request: IncomingMessage;
  readonly body: string;
}

function answer(play: Play, { request, body }: Asked, response: ServerResponse): void {
  const path = request.url ?? '';
  const special =
    path === '/healthz'
      ? (play.health ?? well)
      : path === '/slack/events'
        ? (play.events ?? signedOnly(play, { request, body }))
        : play.api;
  if (special !== undefined) {
    special(response);
    return;
  }
  const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
  const reply = path === '/api/apps.connections.open' ? (play.appToken ?? { ok: true }) : tokenReply(play, token);
  if (play.scopes !== null) response.setHeader('x-oauth-scopes', (play.scopes ?? botScopes).join(','));
  if (play.date !== undefined) response.setHeader('date', play.date.toUTCString());
  response.end(JSON.stringify(reply));
}

function tokenReply({ tokens }: Play, token: string): object {
  return (tokens ?? { 'xoxb-good': WELL })[token] ?? { ok: false, error: 'invalid_auth' };
}

function well(response: ServerResponse): void {
  response.end(JSON.stringify({ ok: true, checks: [] }));
}

function signedOnly({ secret = SECRET }: Play, { request, body }: Asked): (response: ServerResponse) => void {
  const check = checkSignature(secret, request.headersDistinct, Buffer.from(body), systemClock.now());
  return (response) => {
    if (check.ok) response.end(JSON.stringify({ challenge: JSON.parse(body).challenge }));
    else response.writeHead(401).end();
  };
}
