import type { IncomingMessage } from 'node:http';
import type { Clock } from './clock.ts';

export type Body =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'no-room' }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'cut-off' };

/**
 * The bytes of a request as they were sent, which is what is signed; never more than `most` of them, nor longer than `ms`.
 * `hold` is told of each part how many bytes it has, and says whether there is room for them.
 */
export async function readBody(
  request: IncomingMessage,
  most: number,
  ms: number,
  clock: Clock,
  hold: (bytes: number) => boolean = () => true,
): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > most) return { kind: 'too-large' };
  const done = new AbortController();
  const late = clock.sleep(ms, done.signal).then(
    (): Body => ({ kind: 'too-slow' }),
    (): Body => ({ kind: 'cut-off' }),
  );
  try {
    return await Promise.race([collect(request, most, hold), late]);
  } finally {
    done.abort();
    request.removeAllListeners('data').pause();
  }
}

function collect(request: IncomingMessage, most: number, hold: (bytes: number) => boolean): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > most) resolve({ kind: 'too-large' });
      else if (!hold(chunk.length)) resolve({ kind: 'no-room' });
      else chunks.push(chunk);
    });
    request.once('end', () => resolve({ kind: 'whole', bytes: Buffer.concat(chunks) }));
    request.once('error', () => resolve({ kind: 'cut-off' }));
    request.once('close', () => resolve({ kind: 'cut-off' }));
  });
}
