import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod/v4';
import { isApiAddress } from '../base/api-address.ts';
import { projectRoot } from '../base/paths.ts';

export function wholeNumber(min: number, max: number, allowed: string) {
  const isWithin = (text: string) => /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max;
  return z.string().refine(isWithin, allowed).transform(Number);
}

export function idList(pattern: RegExp, allowed: string) {
  const listed = (text: string): string[] =>
    text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  return z
    .string()
    .default('')
    .refine((text) => listed(text).every((each) => pattern.test(each)), allowed)
    .transform(listed);
}

export function isWebAddress(text: string): boolean {
  return isApiAddress(`${text}/`) && URL.canParse(text) && new URL(text).pathname === '/' && !text.endsWith('/');
}

/** Where something secret may be sent: over https, or to this machine, and no name and password that a log might show. */
export function isHookAddress(text: string): boolean {
  if (!URL.canParse(text) || text.length > 2000) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username !== '' || password !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}

const DATABASE_ALLOWED = 'a file, such as file:data/pulse.db or /var/lib/pulse/pulse.db';

export function toDatabasePath(text: string, context: z.RefinementCtx<string>): string {
  const path = toFilePath(text);
  if (path !== undefined) return resolve(projectRoot(), path);
  context.addIssue({ code: 'custom', message: DATABASE_ALLOWED });
  return z.NEVER;
}

function toFilePath(text: string): string | undefined {
  // Options after ? would be taken for part of the name and quietly make a second database.
  if (/[?#\0]/.test(text) || text === ':memory:' || /[/\\]$/.test(text)) return undefined;
  if (!text.startsWith('file:')) return /^[a-z][a-z\d+.-]+:/i.test(text) ? undefined : text;
  const rest = text.slice('file:'.length);
  if (!rest.startsWith('/')) return rest === '' || rest === ':memory:' ? undefined : rest;
  try {
    const path = fileURLToPath(new URL(text));
    return isAbsolute(path) && path.length > 1 ? path : undefined;
  } catch {
    return undefined;
  }
}
