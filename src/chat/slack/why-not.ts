import { webApi } from '@slack/bolt';
import { codeOf } from './called.ts';
import { refusalOf } from './errors.ts';

type TokenSetting = 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN';

/** Why Slack gave no answer to a token of the settings, in one line for whoever runs the program. */
export function whyNot(error: unknown, setting: TokenSetting): string {
  const code = error instanceof webApi.WebAPIPlatformError ? codeOf(error.data.error) : undefined;
  if (code === undefined) return 'Slack does not answer now';
  return isOfToken(code) ? `Slack refuses ${setting} (${code})` : `Slack does not answer now (${code})`;
}

/** Whether Slack says no to the token itself, so that trying again is of no use. */
export function isOfToken(code: string): boolean {
  return ['token-off', 'account-off', 'missing-scope'].includes(refusalOf(code));
}
