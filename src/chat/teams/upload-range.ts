import { z } from 'zod/v4';
import type { Clock } from '../../base/clock.ts';
import { CallFailed } from '../http/call-failed.ts';
import { type Reply, request } from '../http/transport.ts';

/** Where a file is to be put, and the file. */
export interface Place {
  readonly clock: Clock;
  /** Whoever has it may write there. */
  readonly url: string;
  readonly content: Buffer;
}

/** How far an upload is. */
export type Progress =
  /** The first byte that is missing. */
  | { readonly at: 'next'; readonly byte: number }
  | { readonly at: 'whole' }
  /** There is no such place: it is closed since the file is whole, or it is too old. */
  | { readonly at: 'gone' }
  | { readonly at: 'refused'; readonly why: 'no-room' | 'refused'; readonly detail: string }
  /** To be asked again after a while; `taken`: the bytes may have arrived. */
  | { readonly at: 'lost'; readonly waitMs: number; readonly why: string; readonly taken: boolean };

/** A multiple of 320 KiB, as the other side asks for, and small enough for a slow line. */
const RANGE = 16 * 320 * 1024;
const PUT = { timeoutMs: 120_000, mostBytes: 256 * 1024 };
const LOOK = { timeoutMs: 15_000, mostBytes: 256 * 1024 };
const PAUSE_MS = 1_000;

/** What is whole is named. */
const fileShape = z.object({ id: z.string().min(1) });
const progressShape = z.object({ nextExpectedRanges: z.array(z.string()).min(1) });

/** Sends the range that begins there; it may be sent again. Never throws. */
export async function putRange({ clock, url, content }: Place, start: number): Promise<Progress> {
  const whole = content.byteLength;
  if (start >= whole) return { at: 'whole' };
  const end = Math.min(start + RANGE, whole);
  const range = `bytes ${start}-${end - 1}/${whole}`;
  const headers = { 'content-type': 'application/octet-stream', 'content-range': range };
  const body = new Uint8Array(content.subarray(start, end));
  // Before the last range it cannot be whole.
  const isLast = end === whole;
  return progressOf(isLast, async () => {
    const reply = await request(clock, url, { method: 'PUT', headers, body }, PUT);
    const isDone = reply.status === 200 || reply.status === 201;
    // A page of somebody in between comes with 200 as well.
    if (isDone && isLast) return isFile(reply) ? { at: 'whole' } : lost('a reply that cannot be read', true);
    return isDone || reply.status === 202 ? nextOf(reply, isLast) : ofStatus(reply.status, isLast);
  });
}

function isFile({ body }: Reply): boolean {
  return fileShape.safeParse(jsonOf(body)).success;
}

/** Asks which byte is missing first. Never throws. */
export async function askHowFar({ clock, url }: Place): Promise<Progress> {
  return progressOf(false, async () => {
    const reply = await request(clock, url, { method: 'GET' }, LOOK);
    return reply.status === 200 || reply.status === 202 ? nextOf(reply, false) : ofStatus(reply.status, false);
  });
}

async function progressOf(sends: boolean, work: () => Promise<Progress>): Promise<Progress> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CallFailed)) return lost('the connection failed', sends);
    const { called } = error;
    if (called.got === 'limited') return { ...lost('too many requests', false), waitMs: called.waitMs };
    return lost(called.why, sends && called.got === 'lost');
  }
}

function ofStatus(status: number, sends: boolean): Progress {
  const detail = `http_${status}`;
  if (status === 404 || status === 410) return { at: 'gone' };
  if (status === 413 || status === 507) return { at: 'refused', why: 'no-room', detail };
  // 409, 416: somebody was quicker with the same bytes, or we are out of step; asking tells.
  if (status >= 500 || status === 408 || status === 409 || status === 416) return lost(detail, sends);
  return { at: 'refused', why: 'refused', detail };
}

function nextOf({ body }: Reply, sends: boolean): Progress {
  const read = progressShape.safeParse(jsonOf(body));
  const byte = read.success ? /^(\d{1,15})(-\d*)?$/.exec(read.data.nextExpectedRanges[0] ?? '')?.[1] : undefined;
  return byte === undefined ? lost('a reply that cannot be read', sends) : { at: 'next', byte: Number(byte) };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function lost(why: string, taken: boolean): Extract<Progress, { at: 'lost' }> {
  return { at: 'lost', waitMs: PAUSE_MS, why, taken };
}
