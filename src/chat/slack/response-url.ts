const SLACKS_OWN = 'hooks.slack.com';

/**
 * An address to answer at, as Slack gave it; undefined where it is not Slack's, so that nothing can make the program
 * call a machine of somebody's choice. With another API than Slack's, as in tests, that host may be answered as well.
 */
export function safeResponseUrl(given: string | null | undefined, apiUrl: string): string | undefined {
  if (given === null || given === undefined || !URL.canParse(given)) return undefined;
  const url = new URL(given);
  if (url.username !== '' || url.password !== '') return undefined;
  if (url.protocol === 'https:' && url.host === SLACKS_OWN) return url.href;
  const api = new URL(apiUrl);
  const isElsewhere = !/(^|\.)slack\.com$/.test(api.hostname);
  return isElsewhere && url.protocol === api.protocol && url.hostname === api.hostname ? url.href : undefined;
}
