import { callQuality } from './call-quality.ts';
import type { DigestDefinition } from './digest.ts';
import { myWeek } from './my-week.ts';
import { propensity } from './propensity.ts';
import { queues } from './queues.ts';
import { renewals } from './renewals.ts';

export { digestTitle, makeDigest } from './make-digest.ts';

/** Every digest there is. */
export const digests: readonly DigestDefinition[] = [callQuality, queues, propensity, renewals, myWeek];
