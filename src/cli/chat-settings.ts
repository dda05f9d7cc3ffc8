import type { ChatSettings } from '../chat/around.ts';
import type { Platform } from '../chat/incoming.ts';
import type { ChatPlatform } from './chat-platform.ts';

/** What the flows need to know of the platforms; of one that is not connected, that nobody may ask there. */
export function chatSettings(
  defaultRole: ChatSettings['defaultRole'],
  platforms: readonly ChatPlatform[],
): ChatSettings {
  const of = (name: Platform) => platforms.find(({ port }) => port.platform === name);
  return {
    defaultRole,
    teams: {
      // Read each time: a platform may tell only later.
      get slack() {
        return of('slack')?.teams() ?? [];
      },
      get teams() {
        return of('teams')?.teams() ?? [];
      },
    },
    guests: { slack: of('slack')?.guests ?? [], teams: of('teams')?.guests ?? [] },
    sharedChannels: { slack: of('slack')?.sharedChannels ?? [], teams: of('teams')?.sharedChannels ?? [] },
    command: { slack: of('slack')?.command ?? '', teams: of('teams')?.command ?? '' },
  };
}
