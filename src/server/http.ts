import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';

/** What /healthz and /readyz answer with: 200 when `ok`, else 503. */
export interface HealthReport {
  ok: boolean;
  checks: { name: string; ok: boolean; detail: string }[];
}

export interface ServerOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Is the process itself sound? A supervisor restarts it if not. */
  health: () => Promise<HealthReport>;
  /** Can it answer questions now? */
  ready: () => Promise<HealthReport>;
  log: Log;
  clock?: Clock;
}

export interface RunningServer {
  /** Where it listens, without a slash at the end. */
  url: string;
  /** Stops listening and ends open connections; may be called twice. */
  close(): Promise<void>;
}

const LIMITS = {
  headersMs: 10_000,
  requestMs: 15_000,
  keepAliveMs: 5_000,
  reportMs: 5_000,
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
  const server = createHttpServer(
    {
      maxHeaderSize: LIMITS.headerBytes,
      headersTimeout: LIMITS.headersMs,
      requestTimeout: LIMITS.requestMs,
      keepAliveTimeout: LIMITS.keepAliveMs,
    },
    (request, response) => {
      answer(options, request, response).catch((error: unknown) => {
        log.error(error, 'a request was not answered');
        response.destroy();
      });
    },
  );
  server.maxConnections = LIMITS.connections;
  server.maxRequestsPerSocket = LIMITS.requestsPerSocket;
  await listen(server, host, port);
  server.on('error', (error) => log.error(error, 'HTTP server'));
  return { url: urlOf(server, host), close: () => close(server) };
}

async function answer(options: ServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0];
  const check = path === '/healthz' ? options.health : path === '/readyz' ? options.ready : undefined;
  if (check === undefined) return send(request, response, 404, { error: 'There is nothing here.' });
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return send(request, response, 405, { error: 'Only GET is answered here.' });
  }
  const report = await runCheck(check, options);
  send(request, response, report.ok ? 200 : 503, report);
}

/** A check that fails or hangs is an answer too: the one who asks is a supervisor that must not hang with it. */
async function runCheck(check: () => Promise<HealthReport>, options: ServerOptions): Promise<HealthReport> {
  const done = new AbortController();
  const late = (options.clock ?? systemClock).sleep(LIMITS.reportMs, done.signal).then(
    () => failed(`no answer within ${LIMITS.reportMs / 1000} s`),
    () => failed('stopped'),
  );
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    options.log.error(error, 'a health check failed');
    return failed('the check itself failed; the log says why');
  } finally {
    done.abort();
  }
}

function failed(detail: string): HealthReport {
  return { ok: false, checks: [{ name: 'check', ok: false, detail }] };
}

function send(request: IncomingMessage, response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // A body nobody asked for is not read to its end; the connection goes with it.
    ...(request.method === 'GET' || request.method === 'HEAD' ? {} : { connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, host, port)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

function explain(cause: NodeJS.ErrnoException, host: string, port: number): Error {
  const another = { next: 'PORT=0 npm start takes any free port; or set PORT in .env', cause };
  switch (cause.code) {
    case 'EADDRINUSE':
      return new UserError(`PORT ${port} on ${host} is in use by another program, perhaps another npm start.`, another);
    case 'EACCES':
      return new UserError(`PORT ${port} is not allowed to this user; ports from 1024 up are.`, another);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UserError(`HOST ${host} is not an address of this machine.`, {
        next: 'HOST=127.0.0.1 npm start; or set HOST in .env',
        cause,
      });
    default:
      return cause;
  }
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
