import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

type Reply = (response: ServerResponse) => void;

/** What a server that plays Microsoft and the way to the bot does; what is left out goes well. */
export interface Play {
  readonly login?: Reply;
  readonly openId?: Reply;
  readonly keys?: Reply;
  readonly health?: Reply;
  readonly messages?: Reply;
  /** When Microsoft thinks it is. */
  readonly date?: Date;
}

export interface Played {
  /** Without a slash at the end. */
  readonly url: string;
  /** What was asked for: `POST /common/oauth2/v2.0/token scope`. */
  readonly asked: readonly string[];
}

export const ISSUER = 'https://api.botframework.com';

export const json =
  (status: number, value: unknown): Reply =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };

/** Starts such a server for one test. */
export async function playMicrosoft(play: Play = {}): Promise<Played> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8');
    let body = '';
    request.on('data', (more: string) => {
      body += more;
    });
    request.on('end', () => {
      const path = request.url ?? '';
      const scope = new URLSearchParams(body).get('scope');
      asked.push([request.method, path, ...(scope === null ? [] : [scope])].join(' '));
      if (play.date !== undefined) response.setHeader('date', play.date.toUTCString());
      answerTo(path, play, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function answerTo(path: string, play: Play, url: string): Reply {
  if (path.endsWith('/oauth2/v2.0/token')) return play.login ?? json(200, { access_token: 'hush', expires_in: 3599 });
  if (path === '/openid') return play.openId ?? json(200, { issuer: ISSUER, jwks_uri: `${url}/keys` });
  if (path === '/keys')
    return play.keys ?? json(200, { keys: [{ kid: 'a', endorsements: ['msteams'] }, { kid: 'b' }] });
  if (path === '/healthz') return play.health ?? json(200, { ok: true, checks: [] });
  if (path === '/api/messages') return play.messages ?? json(401, {});
  return json(404, {});
}
