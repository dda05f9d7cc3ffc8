import type { Clock } from '../../base/clock.ts';
import { type Finding, ok, wrong } from '../../base/finding.ts';
import { reach } from '../../base/reach.ts';
import { EVENTS_PATH } from './names.ts';
import { signatureOf } from './signature.ts';

/**
 * Whether the program that runs at `url` takes what is signed with this secret; nothing where none runs there, or where
 * something in front of it answers, which is found elsewhere. Both may have the same wrong one, which only the requests
 * that were refused tell.
 */
export async function checkSameSecret(url: string, secret: string, clock: Clock): Promise<Finding[]> {
  const time = Math.floor(clock.now() / 1000);
  // Another one each time, or it would be refused as a repetition.
  const challenge = `doctor-${clock.now()}-${Math.round(clock.monotonic())}`;
  const body = JSON.stringify({ type: 'url_verification', challenge });
  const headers = {
    'content-type': 'application/json',
    'x-slack-request-timestamp': String(time),
    'x-slack-signature': signatureOf(secret, String(time), Buffer.from(body)),
  };
  const answer = await reach(`${url}${EVENTS_PATH}`, { method: 'POST', headers, body }, clock);
  const check = 'the running program';
  if (!answer.ok) return [];
  if (answer.status === 200 && answer.body.includes(challenge)) return [ok(check, 'has this SLACK_SIGNING_SECRET')];
  if (answer.status !== 401) return [];
  const fix =
    'stop it and start it again (npm start), so that it reads .env anew; nothing may set another one beside .env';
  return [wrong(check, 'has another SLACK_SIGNING_SECRET, so it refuses what this one signs', fix)];
}
