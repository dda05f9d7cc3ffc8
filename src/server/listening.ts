import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../base/errors.ts';

/** Resolves when it listens; throws a UserError that names HOST or PORT when it cannot. */
export function listen(server: Server, host: string, port: number): Promise<void> {
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

/** Where it listens, without a slash at the end. */
export function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Stops listening and ends open connections; may be called twice. */
export async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
