import { assertNever } from '../base/errors.ts';
import type { Standing } from '../chat/slack/standing.ts';

const DOCTOR = '→ npm run -s pulse -- doctor';

interface Told {
  readonly socket: boolean;
  readonly publicUrl: string | undefined;
}

/** What whoever started the program has to know of Slack, in lines. */
export function slackLines(standing: Standing, { socket, publicUrl }: Told): string[] {
  const by = socket ? 'by Socket Mode' : 'over HTTP at /slack/events';
  switch (standing.kind) {
    case 'connected':
      return [`Slack is connected ${by}, as ${standing.bot} of the workspace ${standing.where}.`];
    case 'by-installing':
      return [`Slack is connected ${by}; workspaces install the app at ${publicUrl ?? 'PUBLIC_URL'}/slack/install`];
    case 'refused':
      return [`Slack refuses ${standing.setting} (${standing.code}), so nobody is answered there.`, DOCTOR];
    case 'not-listed':
      return [
        `Slack: the bot's workspace ${standing.where} is not in SLACK_TEAMS, so nobody there is answered.`,
        `→ add ${standing.team} to SLACK_TEAMS and start again`,
      ];
    case 'silent':
      return [`Slack does not answer now (${standing.why}); it goes on trying.`, DOCTOR];
    default:
      return assertNever(standing);
  }
}
