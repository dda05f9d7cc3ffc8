import { createHmac } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import type { Outlet, PostOutcome } from '../delivery/outlet.ts';
import { outcomeOf, postOnce } from './request.ts';
import type { HookSettings } from './settings.ts';

/**
 * Webhooks as the ledger needs them: each message is the JSON of one event, and told twice it is as good as once, since
 * PagerDuty goes by its `dedup_key` and others by the header `idempotency-key`. Nothing can be read back or changed.
 */
export function hookOutlet(clock: Clock, { pagerDuty, generic }: HookSettings): Outlet {
  const fixed = { at: 'refused', why: 'other', detail: 'a webhook cannot be changed' } as const;
  return {
    async post({ id }, { text }, key): Promise<PostOutcome> {
      const message = { channel: id, message: key };
      if (id === 'pagerduty' && pagerDuty !== undefined) {
        const body = JSON.stringify({ routing_key: pagerDuty.routingKey, ...objectOf(text) });
        return outcomeOf(await postOnce(clock, { url: pagerDuty.url, headers: {}, body }), message);
      }
      if (id === 'generic' && generic !== undefined) {
        const headers = { 'idempotency-key': key, ...signed(generic.secret, text, clock.now()) };
        return outcomeOf(await postOnce(clock, { url: generic.url, headers, body: text }), message);
      }
      return { at: 'refused', why: 'account-off', detail: 'this webhook is not set up' };
    },
    fill: async () => fixed,
    find: async () => ({ at: 'cannot-tell', never: true, detail: 'a webhook cannot be read back' }),
    remove: async () => fixed,
  };
}

/** HMAC-SHA256 over the time in seconds, a dot and the body as it is sent; a receiver refuses what is minutes old. */
function signed(secret: string, body: string, at: number): Record<string, string> {
  const seconds = String(Math.floor(at / 1000));
  const hash = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return { 'x-pulse-timestamp': seconds, 'x-pulse-signature': `v1=${hash}` };
}

function objectOf(text: string): object {
  const read: unknown = JSON.parse(text);
  return typeof read === 'object' && read !== null ? read : {};
}
