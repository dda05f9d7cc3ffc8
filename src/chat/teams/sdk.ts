import { TeamsAdapter } from '@microsoft/teams-ai/lib/TeamsAdapter.js';
import type { Activity } from 'botbuilder';
import type { TeamsSettings } from './settings.ts';

/** What the package is asked to check: that a header is for this app, and for these two of an activity. */
interface Claimed {
  readonly channelId: string;
  readonly serviceUrl: string;
}

/** So many hours that the package never fetches keys again by itself, only for one that it has not: open-id.ts does the rest. */
const NEVER_H = 24 * 365 * 100;

/**
 * The package's adapter, of which its check of tokens is used. Its own way of taking in requests is not: it answers a
 * wrong key with 500, prints keys to the console, and sends each answer up to three times.
 */
class CheckingAdapter extends TeamsAdapter {
  async check(header: string, { channelId, serviceUrl }: Claimed): Promise<boolean> {
    // It reads these two and nothing else of what its type asks for.
    const activity = { type: 'message', channelId, serviceUrl } satisfies Partial<Activity> as Activity;
    const { claimsIdentity } = await this.botFrameworkAuthentication.authenticateRequest(activity, header);
    return claimsIdentity.isAuthenticated;
  }
}

/** Whether a token is for the app and for where an activity says that it comes from. Throws where it is not. */
export type SdkCheck = (header: string, claimed: Claimed) => Promise<boolean>;

/** The package's check, for this app. Asks nothing of the network before the first token. */
export function sdkCheck(
  settings: Pick<TeamsSettings, 'openIdUrl' | 'issuer' | 'loginUrl' | 'tokenScope'>,
  appId: string,
): SdkCheck {
  const adapter = new CheckingAdapter(
    {
      MicrosoftAppId: appId,
      // Nothing is sent by it, so it gets no secret.
      MicrosoftAppPassword: '',
      MicrosoftAppType: 'MultiTenant',
      ValidateAuthority: 'true',
      ToBotFromChannelOpenIdMetadataUrl: settings.openIdUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: settings.openIdUrl,
      ToBotFromChannelTokenIssuer: settings.issuer,
      ToChannelFromBotLoginUrl: settings.loginUrl,
      ToChannelFromBotOAuthScope: settings.tokenScope,
      OAuthUrl: settings.loginUrl,
      CallerId: '',
    },
    undefined,
    undefined,
    { tokenRefreshInterval: NEVER_H },
  );
  return (header, claimed) => adapter.check(header, claimed);
}
