import type { IncomingMessage } from 'node:http';

const HERE = /^(?:::ffff:)?127(?:\.\d{1,3}){3}$|^::1$/;
const NAMED_HERE = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d{1,5})?$/i;

/**
 * Whether a request comes from this machine and was sent to it by its own name. A page that somebody looks at can have
 * their browser send here too; then it says whose page it was, or names us as somebody else.
 */
export function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  const { host, origin } = headers;
  // A proxy or tunnel on this machine passes on what others send.
  if (Object.keys(headers).some((name) => name === 'forwarded' || name === 'via' || name.startsWith('x-forwarded-')))
    return false;
  if (!HERE.test(socket.remoteAddress ?? '') || !NAMED_HERE.test(host ?? '')) return false;
  // Programs name none.
  return origin === undefined;
}
