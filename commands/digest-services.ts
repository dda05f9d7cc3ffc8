import type { ChannelKey } from '../db/readings/audiences.ts';
import type { Asker } from '../src/access/asker.ts';
import type { Digest } from '../src/answers/digest.ts';
import type { IsoDate } from '../src/base/days.ts';
import type { ReportName } from '../src/words/headers.ts';
import type { Language } from '../src/words/languages.ts';
import type { ScheduleRule } from '../src/words/schedule-rule.ts';

/** A digest as people name it. */
export interface DigestKind {
  readonly name: string;
  readonly words: Readonly<
    Record<Language, { readonly names: readonly string[]; readonly title: string; readonly summary: string }>
  >;
  /** When it is posted where nobody says otherwise, as a person types it. */
  readonly standard: string;
  readonly personal?: true;
  readonly needs: readonly ReportName[];
  readonly commands: readonly string[];
  readonly patienceMs: number;
}

/** A channel as its platform knows it. */
export interface Reach {
  readonly name: string;
  /** Null where the platform does not tell. */
  readonly members: number | null;
  readonly joined: boolean;
}

/** A digest for somebody: for everybody in a channel, or for one person where there is none. */
export interface WantedDigest {
  readonly digest: string;
  /** Canonical text. */
  readonly filters: string;
  /** Through whose eyes. */
  readonly asker: Asker;
  readonly place: ChannelKey | null;
  readonly language: Language;
}

/** Why a digest may not be posted somewhere, as slots name their reason. */
type NotAllowedWhy =
  | 'not-allowed-owner'
  | 'not-allowed-role'
  | 'not-allowed-audience'
  | 'not-allowed-no-audience'
  | 'not-allowed-shared'
  | 'not-allowed-unseen'
  | 'not-allowed-filters';

export interface NotAllowed {
  readonly why: NotAllowedWhy;
  readonly values: Readonly<Record<string, string>>;
}

/** What a digest would say now, and how many customers it is about. */
export type Previewed =
  | {
      readonly kind: 'digest';
      readonly digest: Digest;
      /** Null where that is not counted. */
      readonly customers: number | null;
    }
  | ({ readonly kind: 'not-allowed' } & NotAllowed);

/** What questions about digests need of the program around them. */
export interface DigestServices {
  readonly kinds: readonly DigestKind[];
  /** The next moments (epoch milliseconds) at which a rule is due. */
  moments(rule: ScheduleRule, zone: string, after: number, count: number): Promise<readonly number[]>;
  /** Undefined where the bot cannot see the channel, null where no platform is connected. */
  reach(place: ChannelKey): Promise<Reach | undefined | null>;
  /** Why a digest may not be posted there; undefined where it may. */
  whyNot(wanted: WantedDigest): Promise<NotAllowed | undefined>;
  preview(wanted: WantedDigest, asOf: IsoDate): Promise<Previewed>;
  /** Has what was added or asked for looked at soon; nothing where nobody posts. */
  wake(): void;
}
