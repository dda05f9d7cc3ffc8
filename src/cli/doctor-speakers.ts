import type { Database } from '../../db/open.ts';
import { turnedAwaySince } from '../../db/readings/turned-away.ts';
import { chatUsersWithoutEmail } from '../../db/readings/unknown-people.ts';
import { type Finding, warn } from '../base/finding.ts';
import type { Config } from '../config.ts';

const HOUR_MS = 3_600_000;

interface Advice {
  readonly email: string;
  readonly forged: string;
}

/** What helps, by the platform. */
const adviceFor: Readonly<Record<'slack' | 'teams', Advice>> = {
  slack: {
    email: 'give the app the scope users:read.email, or put their Slack id into the list of people',
    forged: "compare SLACK_SIGNING_SECRET with the app's Basic Information > Signing Secret, and start the bot again",
  },
  teams: {
    email: 'give them an e-mail address in Entra ID, or put their Teams ID (object id) into the list of people',
    forged: "compare TEAMS_APP_ID with the Azure bot's Microsoft App ID, and start the bot again",
  },
};

/** Who spoke on each platform that is set up and is not known, and what was refused at the door lately. */
export function checkSpeakers(db: Database, config: Pick<Config, 'slack' | 'teams'>, now: number): Finding[] {
  const platforms = (['slack', 'teams'] as const).filter((platform) => config[platform] !== undefined);
  return platforms.flatMap((platform) => [...withoutEmail(db, platform), ...turnedAway(db, platform, now - HOUR_MS)]);
}

function withoutEmail(db: Database, platform: 'slack' | 'teams'): Finding[] {
  const { without, all: known } = chatUsersWithoutEmail(db, platform);
  if (without === 0) return [];
  const detail = `${without} of ${known} people who wrote have no e-mail address there, so they are not known`;
  return [warn('e-mail', detail, adviceFor[platform].email)];
}

/** As far as a setting or the clock may be the cause. */
function turnedAway(db: Database, platform: 'slack' | 'teams', since: number): Finding[] {
  const { forged, off } = turnedAwaySince(db, platform, since);
  const found: Finding[] = [];
  const requests = (n: number) => (n === 1 ? '1 request was' : `${n} requests were`);
  if (forged > 0) {
    const detail = `${requests(forged)} refused in the last hour for a wrong signature`;
    found.push(warn('refused lately', detail, adviceFor[platform].forged));
  }
  if (off > 0) {
    const detail = `${requests(off)} refused in the last hour as too old or too new: a clock is off`;
    found.push(warn('refused lately', detail, 'set the clock by NTP: timedatectl set-ntp true'));
  }
  return found;
}
