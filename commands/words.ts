import { z } from 'zod/v4';
import { type Period, periodOf } from '../src/words/periods.ts';
import type { Cluster } from '../src/words/values.ts';

/** What a bare word behind a command may be. The reader of questions knows how each is spelled in six languages. */
export type WordKind =
  | 'period'
  | 'week'
  | 'cluster'
  | 'area'
  | 'status'
  | 'family'
  | 'play'
  | 'customer'
  | 'tag'
  | 'people'
  | 'command'
  | 'audience'
  | 'digest'
  | 'slots'
  | 'alerts';

/** The kind of each argument of a command, by its zod schema; where a period looks, so that help can say it. */
export const wordKinds = z.registry<{ kind: WordKind; required?: boolean; looks?: 'ahead' | 'back' }>();

/** A span of time; `standard` is taken when none is named. */
export function period(standard: string, looks: 'ahead' | 'back'): z.ZodType<Period> {
  return z.string().default(standard).transform(periodOf).register(wordKinds, { kind: 'period', looks });
}

/** A completed week: `last-week`, `this-week` or its Sunday; undefined where none is named. */
export function week(): z.ZodType<string | undefined> {
  return z.string().optional().register(wordKinds, { kind: 'week' });
}

const several = (text: string | undefined): string[] => text?.split(',') ?? [];

/** Propensity clusters; none named gives an empty list. */
export function clusters(): z.ZodType<Cluster[]> {
  return z
    .string()
    .optional()
    .transform((text) => several(text) as Cluster[])
    .register(wordKinds, { kind: 'cluster' });
}

/** Codes of a list (areas, statuses, families, plays), none named gives an empty list. */
export function codes(kind: 'area' | 'status' | 'family' | 'play'): z.ZodType<string[]> {
  return z.string().optional().transform(several).register(wordKinds, { kind });
}

/** One text that must be named: a customer, a tag, people's e-mails. */
export function needed(kind: 'customer' | 'tag' | 'people'): z.ZodType<string> {
  return z.string().register(wordKinds, { kind, required: true });
}

/** One text that may be left out. */
export function optional(kind: 'customer' | 'command'): z.ZodType<string | undefined> {
  return z.string().optional().register(wordKinds, { kind });
}

/** What a channel may see, besides the filters that say which customers. */
export interface AudienceWords {
  /** Every customer, or nothing at all. */
  readonly reach: 'all' | 'none' | null;
  readonly revenue: boolean | null;
  /** Names of commands; `all` for every one that can be shared. */
  readonly questions: readonly string[] | 'all' | null;
}

/** As the reader writes it: `all revenue:yes questions:expiring,overage`, each part only where it was said. */
export function audience(): z.ZodType<AudienceWords> {
  return z
    .string()
    .default('')
    .transform((text): AudienceWords => {
      const parts = text.split(' ');
      const behind = (key: string) => parts.find((part) => part.startsWith(`${key}:`))?.slice(key.length + 1);
      const [revenue, questions] = [behind('revenue'), behind('questions')];
      return {
        reach: parts.includes('none') ? 'none' : parts.includes('all') ? 'all' : null,
        revenue: revenue === undefined ? null : revenue === 'yes',
        questions: questions === undefined ? null : questions === 'all' ? 'all' : questions.split(','),
      };
    })
    .register(wordKinds, { kind: 'audience' });
}

/** Words of their own that the command reads itself: a digest with its schedule, which slots to explain, what to do with alerts. Filters are not among them. */
export function said(kind: 'digest' | 'slots' | 'alerts'): z.ZodType<string> {
  return z.string().default('').register(wordKinds, { kind });
}
