import type { ChannelKey } from '../../db/readings/audiences.ts';
import type { Alerting } from '../alerts/live.ts';
import type { ChatPort } from '../chat/port.ts';

/** The chats in which alerts are told. */
export interface AlertChat extends Pick<Alerting, 'drill'> {
  /** Undefined where that platform is not connected. */
  port(platform: string): ChatPort | undefined;
  /** Channels that people of other companies may see and that may be posted to nevertheless. */
  isAllowed(at: Pick<ChannelKey, 'platform' | 'channel'>): boolean;
  wake(): void;
  /** The workspace in which people are mentioned where no rule says which; null where there are several. */
  readonly where: { readonly platform: string; readonly team: string } | null;
}
