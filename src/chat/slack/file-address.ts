const FILES = /^files\.slack(-gov)?\.com$/;
const SLACKS = /(^|\.)slack(-gov)?\.com$/;

/**
 * Whether files are there and the bot's token may be shown there: Slack's own host for files, or with another API than
 * Slack's, as in tests, that very server.
 */
export function isFileAddress(given: string, apiUrl: string): boolean {
  if (!URL.canParse(given)) return false;
  const url = new URL(given);
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:' && url.port === '' && FILES.test(url.hostname)) return true;
  const api = new URL(apiUrl);
  return !SLACKS.test(api.hostname) && url.origin === api.origin;
}

/** Whether an address is one of Slack's own pages, to which it sends whoever may not have a file. */
export function isSlacksPage(given: string): boolean {
  return URL.canParse(given) && SLACKS.test(new URL(given).hostname);
}
