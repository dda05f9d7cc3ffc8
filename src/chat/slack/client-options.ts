import type { Logger, webApi } from '@slack/bolt';

/**
 * How the library calls Slack where we let it: at the address of the settings, once, and for at most `timeoutMs`. Its own
 * retries would wait behind each other and repeat what may have been done.
 */
export function clientOptions(apiUrl: string, logger: Logger, timeoutMs: number): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    allowAbsoluteUrls: false,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    logger,
  };
}
