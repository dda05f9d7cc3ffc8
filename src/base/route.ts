import type { IncomingMessage, ServerResponse } from 'node:http';

/** One address of the program's HTTP server. Exact paths only: nothing is matched by pattern. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** Such as `/slack/events`, without a query. */
  readonly path: string;
  /** Reads what it needs of the body, within a limit of its own, and ends the response. A throw becomes a 500. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}
