/** Webhooks that incidents are told to. */
export interface HookSettings {
  readonly pagerDuty: { readonly routingKey: string; readonly url: string } | undefined;
  readonly generic: { readonly url: string; readonly secret: string } | undefined;
}

/** What a webhook is called in the ledger: `toId` of its deliveries. */
export type HookTarget = 'pagerduty' | 'generic';

/** The webhooks that are set up. */
export function hookTargets({ pagerDuty, generic }: HookSettings): HookTarget[] {
  return [
    ...(pagerDuty === undefined ? [] : (['pagerduty'] as const)),
    ...(generic === undefined ? [] : (['generic'] as const)),
  ];
}
