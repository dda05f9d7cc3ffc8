import { whoGives } from '../access/asker.ts';
import type { Language } from '../words/languages.ts';
import { messagesFor, type Say } from '../words/messages.ts';
import { addCommand } from './add-command.ts';
import type { Around } from './around.ts';
import type { Card } from './card/card.ts';
import { messageCard } from './card/message-card.ts';
import type { Platform, Speaker } from './incoming.ts';
import type { NotAdmitted } from './not-admitted.ts';
import type { Profile } from './port.ts';

interface Refusal {
  readonly why: NotAdmitted;
  readonly profile: Profile | undefined;
  readonly language: Language;
}

/** The settings by which whoever runs the program lets in what is refused by itself. */
const settingOf: Readonly<Record<Platform, Partial<Record<NotAdmitted, string>>>> = {
  slack: {
    'other-workspace': 'SLACK_TEAMS',
    guest: 'SLACK_GUESTS',
    'shared-channel': 'SLACK_SHARED_CHANNELS',
  },
  teams: {
    'other-workspace': 'TEAMS_TENANTS',
    guest: 'TEAMS_GUESTS',
    'shared-channel': 'TEAMS_SHARED_CHANNELS',
  },
};

/** What the app needs of Slack to be told somebody's e-mail address; Teams has nothing like it. */
export const emailPermission = 'users:read.email';

/** Says why somebody may not ask and what would help. Who the admins are is told to members only. */
export async function refusedCard(around: Around, speaker: Speaker, refusal: Refusal): Promise<Card> {
  const { why, profile, language } = refusal;
  const say = messagesFor(language);
  const reason = say(`access.why.${why}`, {
    setting: settingOf[speaker.platform][why] ?? '',
    platform: speaker.platform,
  });
  const help = await whatHelps(around, speaker.platform, say, refusal);
  const canAsk = why === 'unknown-person' && profile?.email != null;
  return messageCard([reason, ...help].join('\n'), {
    title: say('access.refused'),
    language,
    buttons: canAsk ? [{ label: say('access.button.request'), press: { do: 'request-access' }, primary: true }] : [],
  });
}

async function whatHelps(around: Around, platform: Platform, say: Say, { why, profile }: Refusal): Promise<string[]> {
  if (why === 'nobody-yet') {
    const command = addCommand(profile?.email ?? null, 'admin');
    return [
      say('access.first-admin', { command }),
      say('access.first-code', { command: around.settings.command[platform] }),
    ];
  }
  if (why !== 'unknown-person') return [];
  const who = say('access.who-can', { who: await whoGives(around.desk().db, say) });
  return profile?.email == null ? [say('access.no-email', { permission: emailPermission, platform }), who] : [who];
}
