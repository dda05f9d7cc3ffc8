import type { Profile } from '../port.ts';
import type { ConnectorOutside } from './connector.ts';
import type { Seldom } from './seldom.ts';
import type { TeamsSettings } from './settings.ts';
import type { Waiting } from './waiting.ts';

/** What everything that sends shares. */
export interface Outside extends ConnectorOutside {
  readonly settings: Pick<TeamsSettings, 'targeted' | 'readBack' | 'graphUrl' | 'tenants'>;
  readonly waiting: Waiting;
  /** Signs what buttons carry. */
  readonly key: Buffer;
  /** Of somebody of a tenant; undefined where Teams does not say now. */
  readonly profileOf: (tenant: string, user: string) => Promise<Profile | undefined>;
  /** Tenants that have no messages for one person of a channel. */
  readonly untargeted: Seldom;
  /** Channels that the app may not read. */
  readonly unreadable: Seldom;
  /** Questions under which it was said that they are answered privately. */
  readonly told: Seldom;
}
