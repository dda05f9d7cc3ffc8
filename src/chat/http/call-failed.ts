/** How a request ended that got no reply to be read. Nothing in it holds a token, an address or a text of a message. */
export type Failed =
  /** Too many requests; the other side did nothing. */
  | { readonly got: 'limited'; readonly waitMs: number }
  /** The request did not reach the other side. */
  | { readonly got: 'unsent'; readonly why: string }
  /** The request may have reached the other side, and it is not known what became of it. */
  | { readonly got: 'lost'; readonly why: string };

/** Why a request failed on its way, thrown by our `fetch`. The message holds no address, as that may be a secret. */
export class CallFailed extends Error {
  readonly called: Failed;

  constructor(called: Failed, options?: { cause: unknown }) {
    super(called.got, options);
    this.name = 'CallFailed';
    this.called = called;
  }
}
