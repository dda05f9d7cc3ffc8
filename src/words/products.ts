import { plain } from './plain.ts';
import patterns from './products.json' with { type: 'json' };
import { remembered } from './remember.ts';

const families = [
  'calling',
  'meetings',
  'suite',
  'messaging',
  'translations',
  'contact-center',
  'devices',
  'hybrid',
  'call-on-webex',
  'm365',
  'd365',
  'azure',
  'power-platform',
  'security',
  'other',
] as const;

export type Family = (typeof families)[number];

interface Rule {
  readonly pattern: RegExp;
  readonly families: readonly Family[];
  /** Nothing further down counts: Call on Webex and Hybrid Calling are not Webex Calling. */
  readonly alone: boolean;
}

const rules: readonly Rule[] = patterns.map((each) => ({
  pattern: new RegExp(each.pattern, 'u'),
  families: each.families as Family[],
  alone: each.alone ?? false,
}));

const wordBreaks = /[^\p{L}\p{M}\p{N}]+/gu;

/**
 * The families a product belongs to by its name, in the order of `families`; `['other']` when no name pattern fits.
 * A suite is also calling and meetings. Call on Webex and Hybrid Services are never calling.
 */
export const familiesOf: (product: string) => readonly Family[] = remembered((product) => {
  const name = plain(product).replace(wordBreaks, ' ').trim();
  const found = new Set<Family>();
  for (const rule of rules) {
    if (!rule.pattern.test(name)) continue;
    for (const family of rule.families) found.add(family);
    if (rule.alone) break;
  }
  return found.size === 0 ? ['other'] : families.filter((family) => found.has(family));
}, 2_000);
