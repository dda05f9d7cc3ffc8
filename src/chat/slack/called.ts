/** How one request to Slack ended. Nothing in it holds a token, an address or a text of a message. */
export type Called =
  | { readonly got: 'ok'; readonly body: Readonly<Record<string, unknown>> }
  /** Slack said no, and did nothing. */
  | { readonly got: 'no'; readonly code: string; readonly notes: readonly string[] }
  /** Too many requests; Slack did nothing. */
  | { readonly got: 'limited'; readonly waitMs: number }
  /** The request did not reach Slack. */
  | { readonly got: 'unsent'; readonly why: string }
  /** The request may have reached Slack, and it is not known what became of it. */
  | { readonly got: 'lost'; readonly why: string };

/** Why a request failed on its way, thrown by our `fetch`. The message holds no address, as that may be a secret. */
export class CallFailed extends Error {
  readonly called: Called;

  constructor(called: Called, options?: { cause: unknown }) {
    super(called.got, options);
    this.name = 'CallFailed';
    this.called = called;
  }
}

/** Slack's code as it may be logged and shown; anything that is none is untrusted text and left out. */
export function codeOf(text: unknown): string | undefined {
  return typeof text === 'string' && /^[a-z][a-z0-9_]{1,79}$/.test(text) ? text : undefined;
}

/** Scopes as Slack names them: `files:read,users:read.email`. */
export function scopesOf(text: unknown): string | undefined {
  return typeof text === 'string' && /^[a-z][a-z_:.,]{1,199}$/.test(text) ? text : undefined;
}
