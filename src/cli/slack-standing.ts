import { printable } from '../answers/text.ts';
import { assertNever } from '../base/errors.ts';
import type { Standing } from '../chat/slack/standing.ts';

const DOCTOR = '→ npm run -s pulse -- doctor';

interface Told {
  readonly socket: boolean;
  /** `/pulse` */
  readonly command: string;
  readonly publicUrl: string | undefined;
  /** The open one-time code, where there is no administrator yet. */
  readonly code: string | undefined;
  /** Nothing is imported yet. */
  readonly isEmpty: boolean;
}

/** What whoever started the program has to know of Slack, in lines. */
export function slackLines(standing: Standing, told: Told): string {
  const lines = standingLines(standing, told);
  if (told.isEmpty) {
    lines.push(
      "Nothing is imported yet: drop an export into the bot's direct message, or npm run -s pulse -- import FILE",
      '(With Slack set up, the demo of invented companies is not shown.)',
    );
  }
  if (told.code !== undefined) {
    lines.push(
      'There is no administrator yet. To become the first one, type in Slack:',
      `→ ${told.command} claim ${told.code}   (in the bot's direct message: claim ${told.code})`,
    );
  }
  return lines.map(printable).join('\n');
}

function standingLines(standing: Standing, { socket, publicUrl }: Told): string[] {
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
