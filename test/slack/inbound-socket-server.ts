import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod/v4';

export interface Acknowledged {
  readonly envelope: string;
  readonly payload: unknown;
  /** Which connection it came over, the first is 1. */
  readonly connection: number;
}

/** Slack's side of Socket Mode: gives out addresses, says hello, sends envelopes and keeps what is acknowledged. */
export interface SocketSlack {
  readonly apiUrl: string;
  readonly acknowledged: readonly Acknowledged[];
  /** How often a connection was asked for, and with which tokens. */
  readonly asked: readonly string[];
  /** Connections that stand, by number. */
  readonly open: ReadonlyMap<number, WebSocket>;
  /** Sends over the newest connection. */
  send(envelope: object): void;
  /** What a request for a connection is answered with, once each, before it is as usual. */
  readonly faults: ((end: (status: number, body: string) => void, cut: () => void) => void)[];
  /** Whether it answers no ping. */
  mute: boolean;
  /** Whether it says hello. */
  greets: boolean;
}

const reply = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

/** Gone when the test ends. */
export async function openSocketSlack(): Promise<SocketSlack> {
  const acknowledged: Acknowledged[] = [];
  const asked: string[] = [];
  const open = new Map<number, WebSocket>();
  const faults: SocketSlack['faults'] = [];
  let connections = 0;
  const http = createServer((request, response) => {
    asked.push(request.headers.authorization ?? '');
    request.resume();
    const end = (status: number, body: string) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    const fault = faults.shift();
    if (fault !== undefined) return fault(end, () => request.socket.destroy());
    const { port } = http.address() as AddressInfo;
    end(200, JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port}/link/?ticket=${asked.length}` }));
  });
  const slack: SocketSlack = {
    get apiUrl() {
      return `http://127.0.0.1:${(http.address() as AddressInfo).port}/api/`;
    },
    acknowledged,
    asked,
    open,
    faults,
    mute: false,
    greets: true,
    send(envelope) {
      const newest = open.get(Math.max(...open.keys()));
      newest?.send(JSON.stringify(envelope));
    },
  };
  // Without its own answer to pings, so that silence can be silence.
  const sockets = new WebSocketServer({ server: http, autoPong: false });
  sockets.on('connection', (socket) => {
    const connection = ++connections;
    open.set(connection, socket);
    socket.on('close', () => open.delete(connection));
    socket.on('ping', (data) => {
      if (!slack.mute) socket.pong(data);
    });
    socket.on('message', (data) => {
      const { envelope_id: envelope, payload } = reply.parse(JSON.parse(String(data)));
      acknowledged.push({ envelope, payload, connection });
    });
    if (slack.greets)
      socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0001' } }));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(async () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });
  return slack;
}
