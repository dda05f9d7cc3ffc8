import type { IncomingMessage, ServerResponse } from 'node:http';
import { type MessageKey, messagesFor } from '../../words/messages.ts';
import { browserLanguage } from '../http/browser-language.ts';

/** Ends a response with a page of one sentence, in the language that the browser asks for. */
export function sendInstallPage(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  key: MessageKey,
  values: Readonly<Record<string, string>>,
): void {
  const language = browserLanguage(request.headers['accept-language']);
  const say = messagesFor(language);
  const title = escapeHtml(say('slack.install.title'));
  const sentence = escapeHtml(say(key, values));
  const page = [
    '<!doctype html>',
    `<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<style>${STYLE}</style></head>`,
    `<body><main><h1>${title}</h1><p>${sentence}</p></main></body></html>`,
  ].join('\n');
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(page),
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    // The address holds a code.
    'referrer-policy': 'no-referrer',
  });
  response.end(page);
}

const STYLE = 'body{font:1.1rem/1.5 system-ui,sans-serif;margin:10vh auto;max-width:36rem;padding:0 1rem}';

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}
