import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../base/clock.ts';
import { assertNever, UserError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import { readBody } from '../../base/request-bytes.ts';
import type { Route } from '../../base/route.ts';
import type { Reception } from '../reception.ts';
import type { NotTheirs, Signed, TokenCheck } from './auth.ts';
import type { Admitted } from './gate.ts';
import { admitActivity } from './gate.ts';
import { isFromThisMachine } from './loopback.ts';
import { MESSAGES_PATH } from './names.ts';
import { type Activity, activity as activityShape } from './payloads.ts';
import { type Answer, LATER, REFUSED } from './replies.ts';
import type { TeamsSettings } from './settings.ts';

/** Teams carries no more than 256 KB; what is pasted comes twice, as text and as HTML. */
const MOST_BYTES = 1_048_576;
const BODY_MS = 5_000;
const NOWHERE = { place: 'teams:unknown/none' };

interface ReceiverOptions {
  readonly settings: Pick<TeamsSettings, 'tenants' | 'serviceHosts' | 'playground' | 'loginUrl'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly reception: Pick<Reception, 'turnedAway'>;
  /** Undefined with an emulator alone, which signs nothing: then only this machine is listened to. */
  readonly tokens: TokenCheck | undefined;
  listen(activity: Activity, admitted: Admitted): Promise<Answer>;
}

/**
 * What Teams sends over HTTP, at one address of the program's own server: known to be Microsoft's, for this app, of a
 * listed tenant and to be answered at Microsoft's, or refused with nothing said, stored or sent.
 */
export class Receiver {
  readonly route: Route;
  readonly #options: ReceiverOptions;
  readonly #open = new Set<Promise<unknown>>();
  #isTaking = true;

  constructor(options: ReceiverOptions) {
    this.#options = options;
    this.route = {
      method: 'POST',
      path: MESSAGES_PATH,
      handle: (request, response) => this.#handle(request, response),
    };
  }

  /** Takes nothing more in; resolves when everything that has begun is answered. */
  async stop(): Promise<void> {
    this.#isTaking = false;
    await Promise.all(this.#open);
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { clock, reception, tokens } = this.#options;
    // Nothing is read of whoever is not Microsoft.
    const signed = await tokens?.signer(request.headers.authorization);
    if (signed !== undefined && signed.kind !== 'signed') return end(response, this.#refuse(signed), true);
    if (tokens === undefined && !isFromThisMachine(request)) {
      reception.turnedAway('forged', { ...NOWHERE, because: 'it is not of this machine' });
      return end(response, REFUSED, true);
    }
    const body = await readBody(request, MOST_BYTES, BODY_MS, clock);
    switch (body.kind) {
      case 'too-large':
      case 'no-room':
        return end(response, { status: 413 }, true);
      case 'too-slow':
        return end(response, { status: 408 }, true);
      case 'cut-off':
        response.destroy();
        return;
      case 'whole':
        break;
      default:
        assertNever(body);
    }
    const read = readActivity(request.headers['content-type'], body.bytes);
    if (read === undefined) return end(response, { status: 400 });
    if (!this.#isTaking) return end(response, LATER);
    const answering = this.#answer(signed, read);
    const whole = answering.then(({ rest }) => rest).finally(() => this.#open.delete(whole));
    this.#open.add(whole);
    end(response, await answering);
    await whole;
  }

  #refuse(not: NotTheirs): Answer {
    const { log, reception } = this.#options;
    if (not.kind === 'cannot-tell') {
      log.warn({ why: not.why }, 'a request was not taken: Microsoft does not tell its keys now');
      return LATER;
    }
    reception.turnedAway(not.why, { ...NOWHERE, ...not.detail });
    return { status: 401 };
  }

  async #answer(signed: Signed | undefined, activity: Activity): Promise<Answer> {
    const { log, reception, tokens, settings, listen } = this.#options;
    const checked = signed && (await tokens?.check(signed, activity));
    if (checked !== undefined && checked.kind !== 'theirs') return this.#refuse(checked);
    const admitted = admitActivity(activity, { settings, reception });
    if (admitted === undefined) return REFUSED;
    try {
      return await listen(activity, admitted);
    } catch (error) {
      if (error instanceof UserError) log.error({ why: error.message }, 'an activity of Teams was not taken');
      else log.error(error, 'an activity of Teams was not taken');
      return LATER;
    }
  }
}

/** Browsers send other types of content to other sites without being asked, and JSON not. */
function readActivity(contentType: string | undefined, bytes: Buffer): Activity | undefined {
  if ((contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() !== 'application/json') return undefined;
  try {
    return activityShape.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

function end(response: ServerResponse, { status, body }: Answer, isLast = false): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...(isLast ? { connection: 'close' } : {}),
  });
  response.end(text);
}
