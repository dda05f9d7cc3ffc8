import { z } from 'zod/v4';

/** What a leg is to a queue, by its direction and the type of its user. */
const parts = ['queue', 'queue-out', 'person', 'voicemail', 'onward', 'other'] as const;

const text = z.string().optional();
const moment = z.number().optional();

/** What is kept of a leg beside what finds it. Nobody's name and no number but a queue's own is among it. */
const factsShape = z.object({
  /**
   * queue: came to a queue · queue-out: was sent on by a queue · person: reached a person, a workspace or a virtual line ·
   * voicemail · onward: reached a hunt group, an auto attendant and such · other: tells nothing of queues.
   */
  part: z.enum(parts),
  startedAt: moment,
  answeredAt: moment,
  answered: z.boolean().optional(),
  /** Why it came to be: the original, the related and the redirect reason, folded to letters. */
  reasons: z.array(z.string()).optional(),
  /** `refusal`, `failure` and reasons such as `userbusy`, folded. */
  outcome: text,
  outcomeReason: text,
  elsewhere: z.boolean().optional(),
  /** The queue's own. */
  uuid: text,
  name: text,
  number: text,
  location: text,
  localCallId: text,
  remoteCallId: text,
  relatedCallId: text,
  transferCallId: text,
  /** Who sent it here: `markOfId` of the UUID, `markOf` of the number. */
  byUuid: text,
  byNumber: text,
});

export type LegFacts = z.infer<typeof factsShape>;

/** One leg of a call, read. */
export interface Leg {
  readonly org: string;
  readonly reportId: string;
  /** Epoch milliseconds, like all moments here. */
  readonly reportAt: number;
  readonly correlationId: string;
  readonly releasedAt: number;
  readonly facts: LegFacts;
}

/** Reads facts as they were stored. */
export function parseFacts(json: string): LegFacts {
  return factsShape.parse(JSON.parse(json));
}
