import { z } from 'zod/v4';
import type { Incident } from './incident.ts';

const moment = z.number();
const verdict = z.object({
  series: z.number(),
  at: moment,
  phase: z.enum(['normal', 'pending', 'firing', 'recovering']),
  turned: z.enum(['fired', 'resolved']).nullable(),
  reason: z.enum([
    'no-data',
    'closed',
    'below-floor',
    'small-effect',
    'chance',
    'normal',
    'pending',
    'spike',
    'keeps-firing',
    'recovering',
    'recovered',
    'lost',
  ]),
  slots: z.number(),
  calls: z.number(),
  bad: z.number(),
  rate: z.number().nullable(),
  baseline: z.number().nullable(),
  high: z.number().nullable(),
  p: z.number().nullable(),
  learning: z.boolean(),
});

const member = z.object({
  series: z.number(),
  customer: z.number(),
  firedAt: moment,
  fired: verdict,
  now: verdict,
  phase: z.enum(['normal', 'pending', 'firing', 'recovering']),
  resolvedAt: moment.nullable(),
  ended: z.enum(['recovered', 'lost', 'corrected']).nullable(),
  silence: z.number().nullable(),
  learning: z.boolean(),
});

const actor = z.object({ name: z.string(), email: z.string().nullable(), user: z.string().nullable() });

/** An incident as `incidents.state` keeps it, for reading. To store one, store the incident itself as JSON. */
export const incidentState: z.ZodType<Incident> = z.object({
  uid: z.string(),
  rule: z.number(),
  kind: z.enum(['series', 'many', 'blind', 'drill']),
  combined: z.boolean(),
  phase: z.enum(['pending', 'firing', 'acknowledged', 'snoozed', 'recovering', 'resolved']),
  shown: z.boolean(),
  openedAt: moment,
  pagedAt: moment.nullable(),
  wellSince: moment.nullable(),
  resolvedAt: moment.nullable(),
  because: z
    .enum([
      'learning',
      'silenced',
      'behind',
      'over-already',
      'quiet-hours',
      'nobody-on-call',
      'recovered',
      'lost',
      'corrected',
      'merged',
      'heard',
      'reached',
      'not-reached',
    ])
    .nullable(),
  into: z.string().nullable(),
  members: z.array(member),
  feed: z.object({ id: z.number(), name: z.string(), heardAt: moment.nullable() }).nullable(),
  acknowledged: z.object({ by: actor, at: moment }).nullable(),
  snoozed: z.object({ by: actor, until: moment }).nullable(),
  escalation: z.object({ position: z.number(), nextAt: moment.nullable() }),
  worst: z.object({ series: z.array(z.number()), lost: z.number(), rate: z.number() }),
  calledAt: z.array(moment),
  again: z.number(),
  remindAt: moment.nullable(),
});
