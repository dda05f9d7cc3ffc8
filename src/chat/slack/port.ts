import type { Database } from '../../../db/open.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Called } from '../http/called.ts';
import { Pace } from '../http/pace.ts';
import type { ChatPort } from '../port.ts';
import { Profiles } from '../profiles.ts';
import { Rooms } from '../rooms.ts';
import { type Call, makeCall } from './client.ts';
import { Dialogs } from './dialogs.ts';
import { fetchFile } from './fetch-file.ts';
import { sendFile } from './files.ts';
import { findDelivery } from './find.ts';
import { Images } from './images.ts';
import { askProfile } from './profiles.ts';
import { quietUntil } from './quiet-until.ts';
import { removeMessage } from './remove.ts';
import { askRoom } from './rooms.ts';
import { sendCard } from './send.ts';
import type { SlackTokens } from './tokens.ts';
import { userByEmail } from './user-by-email.ts';

export interface SlackPortOptions {
  readonly tokens: SlackTokens;
  /** Ends in a slash: https://slack.com/api/ */
  readonly apiUrl: string;
  /** Where profiles are kept, as it is now. */
  readonly db: () => Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Told how each call ended: `SlackContact.noted`. */
  readonly noted?: (called: Called) => void;
}

/** The port, and what the events of Slack tell it. */
export interface SlackPort extends ChatPort {
  /** To be called on `user_change`: the next `profileOf` asks Slack. Never throws. */
  forgetProfile(team: string, user: string): Promise<void>;
  /** To be called when a channel changed (renamed, shared, archived, joined or left): the next `roomOf` asks Slack. */
  forgetRoom(team: string, channel: string): void;
}

/** Slack takes about one message a second in a channel. */
const LIMITS = [{ most: 1, withinMs: 1_100 }];
/** How long a search for a message waits for Slack's limits. */
const LOOKING_MS = 5_000;

/** Slack as the rest of the program sees it. Nothing is asked of Slack until something is needed. */
export function makeSlackPort({ tokens, apiUrl, db, clock, log, noted }: SlackPortOptions): SlackPort {
  const made = makeCall({ tokens, apiUrl, clock });
  const call: Call = async (...args) => {
    const called = await made(...args);
    noted?.(called);
    return called;
  };
  const pace = new Pace(clock, LIMITS);
  // Many people who ask for the first time in one minute are more than Slack tells of at once.
  const read: Call = (team, method, args) => pace.atOnce(`${method}/${team}`, () => call(team, method, args));
  // Whoever looks for a message can come again later.
  const look: Call = (team, method, args) =>
    pace.atOnce(`${method}/${team}`, () => call(team, method, args), LOOKING_MS);
  const images = new Images({ call, pace, clock, log, apiUrl });
  const outside = { call, pace, images, clock, log, apiUrl };
  const botUserOf = async (team: string) => (await tokens.tokenOf(team).catch(() => undefined))?.botUser;
  const teams = () => tokens.teams();
  const profiles = new Profiles({
    ...{ platform: 'slack', db, clock, log },
    ask: (speaker) => askProfile({ call: read, teams, log }, speaker),
  });
  const rooms = new Rooms({ clock, ask: (team, channel) => askRoom({ call: read, teams, log }, team, channel) });
  const dialogs = new Dialogs(outside);
  return {
    platform: 'slack',
    profileOf: (speaker) => profiles.of(speaker),
    userByEmail: (team, email) => userByEmail(read, team, email),
    quietUntil: (speaker) => quietUntil(read, clock, speaker),
    roomOf: (team, channel) => rooms.of(team, channel),
    send: (to, card, delivery, how) => sendCard(outside, to, { card, delivery, ...how }),
    find: (to, delivery, since) => findDelivery({ ...outside, call: look, botUserOf }, to, delivery, since),
    remove: (team, channel, message) => removeMessage(outside, team, channel, message),
    sendFile: (speaker, file) => sendFile(outside, speaker, file),
    fetchFile: (team, url, path, mostBytes) => fetchFile({ tokens, apiUrl, clock }, { team, url, path, mostBytes }),
    openDialog: (handle, dialog) => dialogs.open(handle, dialog),
    changeDialog: (team, id, dialog) => dialogs.change(team, id, dialog),
    showHome: (speaker, card) => dialogs.home(speaker, card),
    forgetProfile: (team, user) => profiles.forget(team, user),
    forgetRoom: (team, channel) => rooms.forget(team, channel),
  };
}
