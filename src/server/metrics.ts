import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Route } from '../base/route.ts';
import { sendJson, sendText } from './reply.ts';

interface MetricsOptions {
  readonly contentType: string;
  readonly text: () => Promise<string>;
  /** METRICS_TOKEN; undefined where none is set. */
  readonly token: string | undefined;
  /** Whether others than this machine may reach the server; see `isReachableFromOutside`. */
  readonly isPublic: boolean;
}

/**
 * `GET /metrics`. Whoever may not read it gets what a path that does not exist gets: without a token where others reach
 * the server, nobody; with one, whoever sends it as a bearer.
 */
export function metricsRoutes({ contentType, text, token, isPublic }: MetricsOptions): readonly Route[] {
  if (token === undefined && isPublic) return [];
  return [
    {
      method: 'GET',
      path: '/metrics',
      async handle(request: IncomingMessage, response: ServerResponse) {
        if (token !== undefined && !isBearer(request, token)) {
          sendJson(request, response, 404, { error: 'There is nothing here.' });
        } else {
          sendText(request, response, 200, contentType, await text());
        }
      },
    },
  ];
}

/** Compared as hashes, so that neither their beginnings nor their lengths can be told by the time it takes. */
function isBearer(request: IncomingMessage, token: string): boolean {
  const [, given = ''] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(token));
}

/** Whether the server listens for more than this machine, or a proxy leads to it. */
export function isReachableFromOutside(host: string, publicUrl: string | undefined): boolean {
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|::1|0:0:0:0:0:0:0:1)$/i.test(host);
  return publicUrl !== undefined || !isLoopback;
}
