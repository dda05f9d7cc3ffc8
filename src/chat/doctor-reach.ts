import { z } from 'zod/v4';
import type { Clock } from '../base/clock.ts';
import { type Finding, ok, wrong } from '../base/finding.ts';
import { type Reached, reach } from '../base/reach.ts';

/** How a platform reaches the program. */
export interface WayIn {
  /** As people call it. */
  readonly platform: string;
  /** Where its requests come in. */
  readonly path: string;
  /** What else than an address helps, as the end of a sentence; empty where nothing does. */
  readonly instead: string;
}

const health = z.object({ ok: z.boolean(), checks: z.array(z.unknown()) });

/**
 * Whether requests reach this program from outside: its health, and that a request that is not signed is refused where
 * the platform's requests come in. What a firewall lets through from here may be more than what it lets in.
 */
export async function checkReach(publicUrl: string, way: WayIn, clock: Clock): Promise<Finding[]> {
  const healthy = await reach(`${publicUrl}/healthz`, {}, clock);
  const problem = notUs(healthy, way.platform);
  if (problem !== undefined) {
    const fix = `start the bot (npm start), and let ${publicUrl} lead to its HOST and PORT${way.instead}`;
    return [wrong('PUBLIC_URL', `${publicUrl}/healthz: ${problem}`, fix)];
  }
  const found = ok('PUBLIC_URL', `${publicUrl} reaches this program`);
  const headers = { 'content-type': 'application/json' };
  const forged = await reach(`${publicUrl}${way.path}`, { method: 'POST', headers, body: '{}' }, clock);
  const check = `POST ${way.path}`;
  if (!forged.ok) return [found, wrong(check, forged.why, 'let the proxy pass POST requests on as they are')];
  if (forged.status === 401) return [found, ok(check, 'reaches it, and what is not signed is refused')];
  return [found, wrong(check, `an unsigned request got ${forged.status} instead of 401`, fixOf(forged.status, way))];
}

function notUs(answer: Reached, platform: string): string | undefined {
  if (!answer.ok) return answer.why;
  if (answer.status >= 300 && answer.status < 400)
    return `it sends on to ${answer.headers.get('location') ?? 'another address'}, which ${platform} does not follow`;
  try {
    health.parse(JSON.parse(answer.body));
    return undefined;
  } catch {
    return `something else answers there (${answer.status})`;
  }
}

function fixOf(status: number, { platform, path }: WayIn): string {
  if (status === 404) return `start the bot with ${platform}'s settings, and let the proxy pass ${path} on as it is`;
  if (status === 405) return 'let the proxy pass POST requests on';
  if (status < 300) return 'something in front of the bot answers by itself: switch it off for this path';
  return 'look into the log of the proxy and of the bot';
}
