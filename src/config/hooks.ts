import { z } from 'zod/v4';
import type { HookSettings } from '../hooks/settings.ts';
import { isHookAddress } from './fields.ts';

const address = 'an https address, or http on this machine, without name and password';

/** The settings of webhooks, as .env.example explains them. */
export const hookSettings = {
  PAGERDUTY_ROUTING_KEY: z
    .string()
    .regex(/^[A-Za-z0-9]{32}$/, 'the Integration Key of an Events API v2 integration, 32 letters and digits')
    .optional(),
  PAGERDUTY_URL: z.string().refine(isHookAddress, address).default('https://events.pagerduty.com/v2/enqueue'),
  ALERT_WEBHOOK_URL: z.string().refine(isHookAddress, address).optional(),
  ALERT_WEBHOOK_SECRET: z
    .string()
    .min(16, 'at least 16 letters, as openssl rand -hex 32 gives')
    .max(200, 'at most 200 letters')
    .optional(),
};

const shape = z.object(hookSettings);
type HookValues = z.infer<typeof shape>;

/** What the settings say of webhooks. */
export function hooksOf(values: HookValues): HookSettings {
  const { PAGERDUTY_ROUTING_KEY: routingKey, PAGERDUTY_URL, ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET: secret } = values;
  return {
    pagerDuty: routingKey === undefined ? undefined : { routingKey, url: PAGERDUTY_URL },
    generic: ALERT_WEBHOOK_URL === undefined || secret === undefined ? undefined : { url: ALERT_WEBHOOK_URL, secret },
  };
}

/** A webhook that is half set up tells nobody, so it is said at start. */
export function hookMistakes({ ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_SECRET: secret }: HookValues): string[] {
  if (url !== undefined && secret === undefined)
    return ['ALERT_WEBHOOK_SECRET is missing beside ALERT_WEBHOOK_URL: its messages are signed with it'];
  return url === undefined && secret !== undefined ? ['ALERT_WEBHOOK_URL is missing beside ALERT_WEBHOOK_SECRET'] : [];
}
