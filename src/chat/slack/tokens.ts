import { webApi } from '@slack/bolt';
import { UserError } from '../../base/errors.ts';
import { silentLogger } from './bolt-logger.ts';
import { clientOptions } from './client-options.ts';
import type { Installations } from './installations.ts';
import type { SlackToken } from './token.ts';
import { whyNot } from './why-not.ts';

/** The bot's tokens: the single one, or those of the workspaces that installed it. */
export interface SlackTokens {
  /** By the listed id of a workspace or organisation (`Handle.team`); undefined where there is none. Throws where it cannot be unsealed. */
  tokenOf(team: string): Promise<SlackToken | undefined>;
  /**
   * Who may ask: the listed workspaces; with a bot token and an empty list the token's own, and then it throws a
   * UserError that says why where Slack does not say now which that is. Slack is asked once.
   */
  teams(): Promise<readonly string[]>;
}

interface TokensOptions {
  readonly settings: {
    readonly botToken: string | undefined;
    readonly teams: readonly string[];
    readonly apiUrl: string;
  };
  /** Undefined where workspaces cannot install it themselves. */
  readonly installations: Installations | undefined;
}

/** Somebody's question waits for it, and Slack for the acknowledgement. */
const AT_ONCE_MS = 2_000;

interface Own {
  readonly team: string;
  readonly botUser: string | null;
}

/** The tokens as they are now: what is installed or thrown out counts from the next question on. */
export function slackTokens({ settings, installations }: TokensOptions): SlackTokens {
  const { botToken: token, teams, apiUrl } = settings;
  const client = new webApi.WebClient(undefined, clientOptions(apiUrl, silentLogger, AT_ONCE_MS));
  let own: Own | undefined;
  let asking: Promise<Own> | undefined;
  const askOnce = async (botToken: string): Promise<Own> => {
    asking ??= askOwn(client, botToken).finally(() => {
      asking = undefined;
    });
    own ??= await asking;
    return own;
  };
  return {
    async tokenOf(team) {
      const installed = await installations?.tokenOf(team);
      if (installed !== undefined) return installed;
      return token === undefined ? undefined : { token, botUser: own?.team === team ? own.botUser : null };
    },
    async teams() {
      if (teams.length > 0 || token === undefined) return teams;
      return [own?.team ?? (await askOnce(token)).team];
    },
  };
}

async function askOwn(client: webApi.WebClient, token: string): Promise<Own> {
  const { team_id: team, user_id: user } = await client.auth.test({ token }).catch((cause: unknown) => {
    throw new UserError(whyNot(cause, 'SLACK_BOT_TOKEN'), { cause });
  });
  if (team === undefined) throw new UserError('Slack does not say of which workspace SLACK_BOT_TOKEN is');
  return { team, botUser: user ?? null };
}
