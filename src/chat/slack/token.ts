/** What is needed to speak to Slack for one workspace. */
export interface SlackToken {
  readonly token: string;
  /** The bot's own user id there; null where it is not known yet. */
  readonly botUser: string | null;
}
