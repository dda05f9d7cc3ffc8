import type { TokenOf } from './client.ts';

/** The bot's tokens: the single one, or those of the workspaces that installed it. */
export interface SlackTokens {
  /** By the listed id of a workspace or organisation (`Handle.team`). Throws where it cannot be unsealed. */
  readonly tokenOf: TokenOf;
  /** Who may ask: the listed workspaces; with a bot token and an empty list the token's own, and then it throws where Slack does not say now which that is. */
  teams(): Promise<readonly string[]>;
}
