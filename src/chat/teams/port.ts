import type { Database } from '../../../db/open.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Called } from '../http/called.ts';
import { Pace } from '../http/pace.ts';
import type { Speaker } from '../incoming.ts';
import type { ChatPort, Sent } from '../port.ts';
import { type Known, Profiles } from '../profiles.ts';
import { Rooms } from '../rooms.ts';
import { type Call, makeCall } from './client.ts';
import { postActivity, windows } from './connector.ts';
import { Dialogs } from './dialogs.ts';
import { fetchFile } from './fetch-file.ts';
import { sendFile } from './files.ts';
import { findDelivery } from './find.ts';
import { readHandle } from './handle.ts';
import { showHome } from './home.ts';
import type { Outside } from './outside.ts';
import { askProfile, withReader } from './profiles.ts';
import { removeMessage } from './remove.ts';
import { askRoom } from './rooms.ts';
import { Seldom } from './seldom.ts';
import { sendCard } from './send.ts';
import { sentOf } from './sent.ts';
import type { TeamsSettings } from './settings.ts';
import { userByEmail } from './user-by-email.ts';
import type { Waiting } from './waiting.ts';

export interface TeamsPortOptions {
  readonly settings: TeamsSettings;
  /** Where conversations, people and profiles are kept, as it is now. */
  readonly db: () => Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Requests of pressed buttons that wait for their reply. */
  readonly waiting: Waiting;
  /** Signs what buttons and links carry: `signingKey(…)` of db. */
  readonly key: Buffer;
  /** Where browsers reach us; undefined where they do not. */
  readonly publicUrl: string | undefined;
  /** Told how each call ended: `TeamsContact.noted`. */
  readonly noted?: (called: Called) => void;
}

/** The port, and what the activities of Teams tell it. */
export interface TeamsPort extends ChatPort {
  /** To be called when somebody changed, or left a team: the next `profileOf` asks Teams. Never throws. */
  forgetPerson(team: string, user: string): Promise<void>;
  /** To be called when a channel changed (renamed, members, joined or left): the next `roomOf` asks Teams. */
  forgetRoom(team: string, channel: string): void;
  /** Posts an activity to a conversation at its stored service URL, at most once, in pace. */
  post(team: string, conversation: string, activity: Readonly<Record<string, unknown>>): Promise<Sent>;
}

const HOUR_MS = 3_600_000;

/** Microsoft Teams as the rest of the program sees it. Nothing is asked of Microsoft until something is needed. */
export function makeTeamsPort(options: TeamsPortOptions): TeamsPort {
  const { settings, db, clock, log, waiting, key, publicUrl, noted } = options;
  const { tenants, graphUrl } = settings;
  const made = makeCall({ settings, clock });
  const call: Call = async (request) => {
    const called = await made(request);
    // What a tenant lets the app read there says nothing of whether people are answered.
    if (request.to !== 'graph') noted?.(called);
    return called;
  };
  const pace = {
    sending: new Pace(clock, windows.sending),
    reading: new Pace(clock, windows.reading),
    tenants: new Pace(clock, windows.tenant),
  };
  const connector = { call, pace, db, clock, log };
  const profiles = new Profiles({
    ...{ platform: 'teams', db, clock, log },
    ask: (speaker) => askProfile({ ...connector, tenants }, speaker),
  });
  const profileOf = async (speaker: Speaker): Promise<Known> => {
    const known = await profiles.of(speaker);
    return typeof known === 'object' ? withReader(db(), speaker, known) : known;
  };
  const rooms = new Rooms({ clock, ask: (team, channel) => askRoom({ ...connector, tenants }, team, channel) });
  const outside: Outside = {
    ...connector,
    ...{ settings, waiting, key },
    profileOf: async (team, user) => {
      const known = await profileOf({ platform: 'teams', team, user });
      return typeof known === 'object' ? known : undefined;
    },
    untargeted: new Seldom(clock, HOUR_MS),
    unreadable: new Seldom(clock, HOUR_MS),
    told: new Seldom(clock, HOUR_MS),
  };
  const dialogs = new Dialogs(outside);
  const send: ChatPort['send'] = (to, card, delivery, how) => sendCard(outside, to, { card, delivery, ...how });
  const post: TeamsPort['post'] = async (tenant, conversation, activity) =>
    sentOf(await postActivity(outside, { tenant, conversation }, activity), 'post', conversation);
  const files = { settings, db, clock, log, key, publicUrl, send, post };
  return {
    platform: 'teams',
    dialogsInPlace: true,
    profileOf,
    userByEmail: (team, email) => userByEmail({ ...connector, tenants }, team, email),
    roomOf: (team, channel) => rooms.of(team, channel),
    send,
    find: (to, delivery, since) => findDelivery({ ...outside, appId: settings.app?.id }, to, delivery, since),
    remove: (team, channel, message) => removeMessage(outside, team, channel, message),
    sendFile: (speaker, file, handle) => sendFile(files, speaker, file, handle),
    fetchFile: (_team, url, path, mostBytes) => fetchFile({ graphUrl, clock }, { url, path, mostBytes }),
    openDialog: (handle, dialog) => dialogs.open(handle, dialog),
    changeDialog: (_team, id, dialog) => dialogs.change(id, dialog),
    showHome: (speaker, card, handle) => showHome(outside, speaker, card, handle),
    ended(handleText) {
      const handle = readHandle(handleText);
      if (handle === undefined) return;
      dialogs.ended(handle);
      waiting.answer(handle.invoke, { kind: 'apart' });
    },
    forgetPerson: (team, user) => profiles.forget(team, user),
    forgetRoom: (team, channel) => rooms.forget(team, channel),
    post,
  };
}
