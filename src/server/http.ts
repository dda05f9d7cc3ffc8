import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Route } from '../base/route.ts';
import { Addresses } from './addresses.ts';
import { type HealthReport, healthRoutes } from './health.ts';
import { close, listen, urlOf } from './listening.ts';
import { sendJson } from './reply.ts';

export type { HealthReport } from './health.ts';

export interface ServerOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Is the process itself sound? A supervisor restarts it if not. */
  health: () => Promise<HealthReport>;
  /** Can it answer questions now? */
  ready: () => Promise<HealthReport>;
  /** What else it answers, from the first request on. */
  routes?: readonly Route[];
  log: Log;
  clock?: Clock;
}

export interface RunningServer {
  /** Where it listens, without a slash at the end. */
  url: string;
  /** Answers these from now on as well; until then their addresses are not found. Throws a Bug where one is taken. */
  serve(routes: readonly Route[]): void;
  /** Stops listening and ends open connections; may be called twice. */
  close(): Promise<void>;
}

const LIMITS = {
  headersMs: 10_000,
  requestMs: 15_000,
  keepAliveMs: 5_000,
  headerBytes: 16_384,
  connections: 256,
  requestsPerSocket: 1_000,
};

/**
 * The program's one HTTP server, listening when the promise resolves.
 * Throws a UserError naming HOST or PORT when it cannot listen there.
 */
export async function createServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port, log } = options;
  const addresses = new Addresses([...healthRoutes(options), ...(options.routes ?? [])]);
  const server = createHttpServer(
    {
      maxHeaderSize: LIMITS.headerBytes,
      headersTimeout: LIMITS.headersMs,
      requestTimeout: LIMITS.requestMs,
      keepAliveTimeout: LIMITS.keepAliveMs,
    },
    (request, response) => {
      answer(addresses, request, response).catch((error: unknown) => {
        log.error(error, 'a request was not answered');
        if (response.headersSent) response.destroy();
        else sendJson(request, response, 500, { error: 'Something went wrong here; the log says what.' });
      });
    },
  );
  server.maxConnections = LIMITS.connections;
  server.maxRequestsPerSocket = LIMITS.requestsPerSocket;
  await listen(server, host, port);
  server.on('error', (error) => log.error(error, 'HTTP server'));
  return { url: urlOf(server, host), serve: (routes) => addresses.add(routes), close: () => close(server) };
}

async function answer(addresses: Addresses, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const { route, allowed } = addresses.find(request.method ?? 'GET', path);
  if (route !== undefined) return route.handle(request, response);
  if (allowed.length === 0) return sendJson(request, response, 404, { error: 'There is nothing here.' });
  response.setHeader('allow', allowed.join(', '));
  sendJson(request, response, 405, { error: `Only ${allowed[0]} is answered here.` });
}
