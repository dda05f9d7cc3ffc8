import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createEmulator } from 'emulate';
import { onTestFinished } from 'vitest';
import { listenLocally } from './double/emulator.ts';

export const CLIENT_ID = '12345.67890';
export const CLIENT_SECRET = 'client-secret-of-a-test';
export const PUBLIC_URL = 'https://pulse.reseller.example';
/** The emulator's own workspace. */
export const TEAM = 'T000000001';

export interface InstallingSlack {
  readonly apiUrl: string;
  /** Tokens that were given back. */
  readonly revoked: readonly string[];
  /** What every method was called with, in order. */
  readonly called: readonly string[];
  /** Says yes in the browser, as the first person of the workspace; where the browser is sent then. */
  agree(authorizeUrl: string): Promise<URL>;
}

/** A Slack to install an app in: the emulator, and `auth.revoke` before it, which it does not know. Gone when the test ends. */
export async function openInstallingSlack(): Promise<InstallingSlack> {
  const slack = {
    team: { name: 'Reseller <b>', domain: 'reseller' },
    users: [{ name: 'maria' }],
    oauth_apps: [
      {
        app_id: 'A000000001',
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        name: 'Pulse',
        redirect_uris: [`${PUBLIC_URL}/slack/oauth_redirect`],
        bot_name: 'pulse',
      },
    ],
  };
  const emulator = await listenLocally((port) => createEmulator({ service: 'slack', port, seed: { slack } }));
  const behind = `http://127.0.0.1:${emulator.port}`;
  const revoked: string[] = [];
  const called: string[] = [];
  const front = createServer(async (request, response) => {
    const method = (request.url ?? '').replace(/^.*\//, '').replace(/\?.*$/, '');
    called.push(method);
    if (method === 'auth.revoke') {
      revoked.push(request.headers.authorization ?? '');
      return response.setHeader('content-type', 'application/json').end('{"ok":true,"revoked":true}');
    }
    const reply = await forward(behind, request);
    response.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? 'text/plain' });
    return response.end(Buffer.from(await reply.arrayBuffer()));
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(async () => {
    front.closeAllConnections();
    await new Promise((resolve) => front.close(resolve));
    await emulator.close();
  });
  return {
    apiUrl: `http://127.0.0.1:${(front.address() as AddressInfo).port}/api/`,
    revoked,
    called,
    async agree(authorizeUrl) {
      const page = await (await fetch(authorizeUrl)).text();
      const form = page.slice(page.indexOf('<form'));
      const fields = new URLSearchParams();
      for (const [, name = '', value = ''] of form
        .slice(0, form.indexOf('</form>'))
        .matchAll(/name="([^"]*)" value="([^"]*)"/g))
        fields.set(name, value.replaceAll('&amp;', '&'));
      const callback = new URL('/oauth/v2/authorize/callback', behind);
      const reply = await fetch(callback, { method: 'POST', body: fields, redirect: 'manual' });
      return new URL(reply.headers.get('location') ?? '');
    },
  };
}

async function forward(to: string, request: IncomingMessage): Promise<Response> {
  const { authorization, 'content-type': type } = request.headers;
  const headers = { ...(authorization ? { authorization } : {}), ...(type ? { 'content-type': type } : {}) };
  const body = request.method === 'POST' ? { body: new Uint8Array(await buffer(request)) } : {};
  return fetch(`${to}${request.url}`, { method: request.method ?? 'GET', headers, ...body });
}
