import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from './faults.ts';
import type { Fault } from './types.ts';

/** What is sent back to the bot. */
export interface Back {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

export function json(body: unknown, status = 200): Back {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The fields of a form or a JSON body; those of a form that are JSON themselves are read. */
export function fieldsOf(raw: Buffer, type: string | undefined): Record<string, unknown> {
  const text = raw.toString('utf8');
  if (type?.includes('application/json')) return JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>;
  return Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, readValue(value)]));
}

function readValue(value: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Does what was asked, and answers it, as far as the fault lets it. */
export async function exchange(
  response: ServerResponse,
  fault: Fault | undefined,
  faults: Faults,
  work: () => Promise<Back>,
): Promise<void> {
  switch (fault?.kind) {
    case undefined:
      return give(response, await work());
    case 'limited':
      return give(response, { status: 429, headers: { 'retry-after': String(fault.retryAfter) }, body: 'ratelimited' });
    case 'error':
      return give(response, json({ ok: false, error: fault.error, ...fault.extra }));
    case 'reset':
      await work();
      return breakOff(response);
    case 'reset-before':
      return breakOff(response);
    case 'silence': {
      const held = faults.hold();
      const back = fault.done ? await work() : json({ ok: false, error: 'service_unavailable' });
      await held;
      return give(response, back);
    }
    case 'status':
      if (fault.done) await work();
      return give(response, { status: fault.status, body: 'upstream error' });
    case 'body':
      if (fault.done) await work();
      return give(response, { status: 200, headers: { 'content-type': 'text/html' }, body: fault.body });
    default:
      throw new Error('no such fault');
  }
}

function give(response: ServerResponse, { status, headers = {}, body }: Back): void {
  if (response.destroyed) return;
  response.writeHead(status, headers);
  response.end(body);
}

function breakOff(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}
