import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Database } from '../../../db/open.ts';
import { contentOf, type WaitingFile, waitingFile } from '../../../db/readings/waiting-files.ts';
import { write } from '../../../db/write.ts';
import { recordAsked } from '../../../db/writes/audit.ts';
import { giveFile } from '../../../db/writes/waiting-files.ts';
import type { Route } from '../../base/route.ts';
import { type MessageKey, messagesFor } from '../../words/messages.ts';
import type { Around } from '../around.ts';
import { browserLanguage } from '../http/browser-language.ts';
import { mayHave } from '../waiting-file.ts';
import { fileOfLink } from './download-link.ts';
import { DOWNLOAD_PATH } from './names.ts';

interface DownloadOptions {
  readonly around: Around;
  readonly db: () => Database;
  /** `signingKey(…)` of db. */
  readonly key: Buffer;
}

/** A browser may come more than once for one tap; nobody needs it as often as this. */
const MOST_GIVEN = 20;
const MOST_LETTERS = 150;
/** What looks at a link before a person does, and is not that person. */
const PREVIEWERS = /skypeuripreview|[a-z]bot[/-]|crawler|spider/i;

/**
 * The address where files are fetched that Teams does not carry. Whoever has the link is given the file for ten minutes, as long
 * as the person it was made for is let in and may see what they might then; each time is in the audit log. Looking ahead at
 * it gets nothing and uses nothing up.
 */
export function downloadRoutes(options: DownloadOptions): readonly Route[] {
  return [
    {
      method: 'GET',
      path: DOWNLOAD_PATH,
      handle: (request, response) => handle(options, request, response),
    },
  ];
}

async function handle(options: DownloadOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { around, db, key } = options;
  const id = fileOfLink(key, request.url ?? '');
  if (id === undefined) return sendLine(request, response, 404, 'teams.fetch.unknown');
  if (looksAhead(request)) return sendLine(request, response, 403, 'teams.fetch.preview');
  const file = waitingFile(db(), id);
  // We signed it, so there was one.
  if (file === undefined || file.state !== 'linked' || file.expiresAt <= around.clock.now())
    return sendLine(request, response, 410, 'teams.fetch.expired');
  const may = await mayHave(around, speakerOf(file), file);
  if (may.kind === 'cannot-tell') return sendLine(request, response, 503, 'teams.fetch.cannot-tell');
  if (may.kind === 'other-rights') return sendLine(request, response, 403, 'teams.fetch.rights');
  const content = Buffer.from(contentOf(db(), id), 'utf8');
  if (request.method !== 'HEAD' && !(await given(options, file, may.actor)))
    return sendLine(request, response, 410, 'teams.fetch.expired');
  sendFileBody(request, response, file.name, content);
}

/** In one write with its record: what is not in the log was not given. */
async function given({ around, db }: DownloadOptions, file: WaitingFile, actor: string): Promise<boolean> {
  const { clock } = around;
  const { id, team, user, name } = file;
  return write(db(), clock, () => {
    if (!giveFile(db(), id, MOST_GIVEN)) return false;
    const place = `teams:${team}/${user}`;
    const detail = { by: 'link', time: file.given + 1 };
    recordAsked(db(), clock.now(), { actor, place, action: 'file', subject: name, detail, rows: null });
    return true;
  });
}

function speakerOf({ team, user }: WaitingFile) {
  return { platform: 'teams', team, user } as const;
}

function looksAhead({ headers }: IncomingMessage): boolean {
  const purpose = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].map((name) => String(headers[name] ?? '')).join(' ');
  return /prefetch|prerender|preview/i.test(purpose) || PREVIEWERS.test(headers['user-agent'] ?? '');
}

/** Neither kept by anybody on the way, nor taken for a page, nor shown inside one; its address goes nowhere else. */
const CAREFUL = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
};

function sendFileBody(request: IncomingMessage, response: ServerResponse, name: string, content: Buffer): void {
  response.writeHead(200, {
    ...CAREFUL,
    'content-type': /\.csv$/i.test(name) ? 'text/csv; charset=utf-8' : 'application/octet-stream',
    'content-length': content.byteLength,
    'content-disposition': disposition(name),
    // All of it or nothing: a part with the rest would be given without a look.
    'accept-ranges': 'none',
  });
  response.end(request.method === 'HEAD' ? undefined : content);
}

/** A file's name for a header: plain letters for old browsers, all of it for the others, and never the end of the line. */
export function disposition(name: string): string {
  const shown = [...name.replace(/[\p{Cc}\p{Cf}\p{Cs}/\\]+/gu, '-')].slice(-MOST_LETTERS).join('') || 'file';
  const plain = shown
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\w. -]+/g, '_');
  const whole = encodeURIComponent(shown).replace(
    /['()*!]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

function sendLine(request: IncomingMessage, response: ServerResponse, status: number, key: MessageKey): void {
  const language = browserLanguage(request.headers['accept-language']);
  const text = `${messagesFor(language)(key)}\n`;
  if (status === 503) response.setHeader('retry-after', 30);
  response.writeHead(status, {
    ...CAREFUL,
    'content-type': 'text/plain; charset=utf-8',
    'content-language': language,
    'content-length': Buffer.byteLength(text),
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}
