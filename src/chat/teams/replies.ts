import { assertNever } from '../../base/errors.ts';
import { messagesFor } from '../../words/messages.ts';
import { languageOfLocale } from '../locale.ts';
import type { Activity } from './payloads.ts';
import type { SearchResults } from './search.ts';
import type { InvokeReply } from './waiting.ts';

/** What a request is answered with. */
export interface Answer {
  readonly status: number;
  readonly body?: object;
  /** What goes on after the reply; never fails. */
  readonly rest?: Promise<void>;
}

export const OK: Answer = { status: 200 };
/** It was not kept, and should come again. */
export const LATER: Answer = { status: 503 };
export const REFUSED: Answer = { status: 403 };
/** An invoke of something that we have not. */
export const UNKNOWN: Answer = { status: 501 };

/** The reply to a pressed button, as Teams takes it. */
export function pressAnswer(reply: InvokeReply, activity: Activity): Answer {
  switch (reply.kind) {
    case 'card':
      return {
        status: 200,
        body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: reply.card },
      };
    case 'message':
      return said(reply.text);
    case 'apart':
      return said(sayTo(activity)('teams.apart'));
    case 'done':
      return said(sayTo(activity)('teams.received'));
    default:
      return assertNever(reply);
  }
}

/** What is said of a press that could not be stored. */
export function busyReply(activity: Activity): InvokeReply {
  return { kind: 'message', text: sayTo(activity)('teams.busy') };
}

/** The reply to whoever wants to ask about a message: a window with the card in it, or with a line. */
export function windowAnswer(reply: InvokeReply, activity: Activity): Answer {
  switch (reply.kind) {
    case 'card': {
      const title = sayTo(activity)('ask-dialog.title');
      const card = { contentType: 'application/vnd.microsoft.card.adaptive', content: reply.card };
      return {
        status: 200,
        body: { task: { type: 'continue', value: { title, height: 'small', width: 'small', card } } },
      };
    }
    case 'message':
      return windowSaid(reply.text);
    case 'apart':
      return windowSaid(sayTo(activity)('teams.apart'));
    case 'done':
      return windowSaid(sayTo(activity)('teams.received'));
    default:
      return assertNever(reply);
  }
}

export function searchAnswer(value: SearchResults): Answer {
  return { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.search.searchResponse', value } };
}

function said(text: string): Answer {
  return { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text } };
}

function windowSaid(value: string): Answer {
  return { status: 200, body: { task: { type: 'message', value } } };
}

/** In the language of whoever pressed, as their client tells it. */
function sayTo({ locale }: Activity) {
  return messagesFor(languageOfLocale(locale));
}
