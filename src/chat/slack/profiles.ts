import type { Log } from '../../base/log.ts';
import type { Speaker } from '../incoming.ts';
import type { Refusal } from '../port.ts';
import type { Known } from '../profiles.ts';
import type { Call } from './client.ts';
import { refusalOf } from './errors.ts';
import { profileFrom } from './profile-read.ts';

interface Options {
  readonly call: Call;
  /** The workspaces and organisations whose people are members; throws where that is not known now. */
  readonly teams: () => Promise<readonly string[]>;
  readonly log: Log;
}

/** What stays so until the app is installed again. */
const OFF: ReadonlySet<Refusal> = new Set<Refusal>(['account-off', 'token-off', 'missing-scope']);

/** Asks Slack who somebody is; see `ChatPort.profileOf`. */
export async function askProfile({ call, teams, log }: Options, { team, user }: Speaker): Promise<Known> {
  const called = await call(team, 'users.info', { user, include_locale: true });
  if (called.got !== 'ok') {
    const why = called.got === 'no' ? called.code : called.got;
    const isOff = called.got === 'no' && OFF.has(refusalOf(called.code));
    const fix = isOff ? { fix: 'install the app again; pulse doctor says what is missing' } : {};
    log[isOff ? 'error' : 'warn']({ team, user, why, ...fix }, 'Slack does not say who somebody is');
    return isOff ? 'app-off' : undefined;
  }
  const own = await teams().catch(() => undefined);
  return own === undefined ? undefined : profileFrom(called.body['user'], new Set(own));
}
