import type { IncomingMessage, ServerResponse } from 'node:http';

/** Ends a response with a JSON body, or without one where only the head was asked for. */
export function sendJson(request: IncomingMessage, response: ServerResponse, status: number, body: object): void {
  sendText(request, response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

/** The same with a body of any kind. */
export function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  contentType: string,
  text: string,
): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // A body nobody asked for is not read to its end; the connection goes with it.
    ...(request.method === 'GET' || request.method === 'HEAD' ? {} : { connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}
