import { Server } from 'node:net';
import { createEmulator } from 'emulate';
import { z } from 'zod/v4';
import type { ChannelName, DoublePerson, PersonName } from './types.ts';

export const BOT_USER = 'U0BOT00001';
export const APP = 'A000000001';
const ADMIN_TOKEN = 'xoxp-1-admin';

export interface Backend {
  /** Where it really listens. */
  readonly url: string;
  readonly team: string;
  readonly people: Readonly<Record<PersonName, DoublePerson>>;
  readonly channels: Readonly<Record<ChannelName, string>>;
  call(method: string, body: object): Promise<Readonly<Record<string, unknown>>>;
  close(): Promise<void>;
}

const people: Readonly<Record<PersonName, string>> = {
  admin: 'admin@emulate.dev',
  rep: 'rep@reseller.example',
  viewer: 'viewer@reseller.example',
  guest: 'guest@partner.example',
  stranger: 'stranger@elsewhere.example',
};

/** The emulator with the people, the channels and the bot; `publicUrl` is what it gives as its own address. */
export async function openBackend(publicUrl: string, botToken: string): Promise<Backend> {
  const bot = { app_id: APP, bot_id: 'B000000009', bot_user_id: BOT_USER };
  const slack = {
    team: { name: 'Reseller', domain: 'reseller' },
    users: Object.entries(people)
      .filter(([name]) => name !== 'admin')
      .map(([name, email]) => ({ name, email, real_name: `${name[0]?.toUpperCase()}${name.slice(1)} Person` })),
    channels: [{ name: 'deals' }, { name: 'private', is_private: true }, { name: 'shared' }],
    oauth_apps: [
      {
        ...bot,
        client_id: '1.2',
        client_secret: 'none',
        name: 'Pulse',
        redirect_uris: [],
        scopes: [],
        bot_name: 'pulse',
      },
    ],
    tokens: [
      { ...bot, token: botToken, user_id: BOT_USER },
      { token: ADMIN_TOKEN, user_id: 'U000000001' },
    ],
  };
  const { port, close } = await listenLocally((sentinel) =>
    createEmulator({ service: 'slack', port: sentinel, baseUrl: publicUrl, seed: { slack } }),
  );
  const url = `http://127.0.0.1:${port}`;
  const as = (token: string) => async (method: string, body: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const reply = await fetch(`${url}/api/${method}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return z.record(z.string(), z.unknown()).parse(await reply.json());
  };
  const admin = as(ADMIN_TOKEN);
  const users = named((await admin('users.list', {}))['members']);
  const rooms = named((await admin('conversations.list', { types: 'public_channel,private_channel' }))['channels']);
  const channels = {
    general: rooms('general'),
    deals: rooms('deals'),
    private: rooms('private'),
    shared: rooms('shared'),
  };
  for (const channel of [channels.general, channels.private, channels.shared])
    await admin('conversations.invite', { channel, users: BOT_USER });
  for (const name of Object.keys(people).filter((each) => each !== 'admin'))
    await admin('conversations.invite', { channel: channels.general, users: users(name) });
  const person = (name: PersonName): DoublePerson => ({ name, id: users(name), email: people[name] });
  return {
    url,
    team: 'T000000001',
    people: {
      admin: person('admin'),
      rep: person('rep'),
      viewer: person('viewer'),
      guest: person('guest'),
      stranger: person('stranger'),
    },
    channels,
    call: as(botToken),
    close,
  };
}

function named(list: unknown): (name: string) => string {
  const read = z.array(z.object({ id: z.string(), name: z.string() })).parse(list);
  return (name) => {
    const found = read.find((each) => each.name === name);
    if (found === undefined) throw new Error(`the emulator has no ${name}`);
    return found.id;
  };
}

/** No port: what asks for it is meant to get any free one. */
const ANY = -1;

/**
 * The emulator takes a port and listens to everybody. Asked for a port that cannot be, it is given any free one of this
 * machine alone, and nobody else who listens meanwhile is touched.
 */
export async function listenLocally(
  start: (port: number) => Promise<{ close(): Promise<void> }>,
): Promise<{ port: number; close(): Promise<void> }> {
  const listen = Server.prototype.listen;
  const listening = new Promise<number>((resolve) => {
    Server.prototype.listen = function (this: Server, ...args: unknown[]): Server {
      if (args[0] !== ANY) return Reflect.apply(listen, this, args);
      this.once('listening', () => {
        const address = this.address();
        if (typeof address === 'object' && address !== null) resolve(address.port);
      });
      return Reflect.apply(listen, this, [0, '127.0.0.1']);
    };
  });
  try {
    const { close } = await start(ANY);
    return { port: await listening, close };
  } finally {
    Server.prototype.listen = listen;
  }
}
