import type { Failed } from './call-failed.ts';

/** How one request to a chat platform ended. Nothing in it holds a token, an address or a text of a message. */
export type Called =
  | { readonly got: 'ok'; readonly body: Readonly<Record<string, unknown>> }
  /** The platform said no, and did nothing. */
  | { readonly got: 'no'; readonly code: string; readonly notes: readonly string[] }
  | Failed;
