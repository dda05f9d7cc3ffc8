/** How the program is connected to Microsoft Teams. */
export interface TeamsSettings {
  /** The app registration; undefined with the emulator alone, which sends no tokens. */
  readonly app: { readonly id: string; readonly password: string; readonly tenant: string | undefined } | undefined;
  /** Tenants that may ask, lower case. */
  readonly tenants: readonly string[];
  /** Object ids or e-mail addresses, lower case. */
  readonly guests: readonly string[];
  readonly sharedChannels: readonly string[];
  /** As people mention it: `Partner Pulse`. */
  readonly name: string;
  /** Hosts that answers may be sent to, besides those of the public cloud. */
  readonly serviceHosts: readonly string[];
  /** Whether the tenant has messages that one person of a channel sees. */
  readonly targeted: boolean;
  /** Whether the app may read the channels that it is in. */
  readonly readBack: boolean;
  /** Takes in what an emulator on this machine sends, without a token. */
  readonly playground: boolean;
  readonly openIdUrl: string;
  readonly issuer: string;
  /** Ends in a slash. */
  readonly loginUrl: string;
  readonly tokenScope: string;
  /** Ends in a slash. */
  readonly graphUrl: string;
}
