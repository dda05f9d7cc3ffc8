import type { Incident, Member } from './incident.ts';
import { callAnew } from './incident-calls.ts';
import { type Draft, note, put } from './incident-draft.ts';
import type { SlotInput } from './incident-input.ts';
import { join } from './incident-members.ts';

/**
 * For how long an incident that people were told of was well at a moment; null where it is not over in that way. One that
 * was corrected never was: what fires after it is new, and calls.
 */
export function wellFor(incident: Incident, at: number): number | null {
  const { because, resolvedAt, shown } = incident;
  const isWell = because === 'recovered' || because === 'lost';
  return shown && isWell && resolvedAt !== null && resolvedAt <= at ? at - resolvedAt : null;
}

/**
 * An incident that was over fires again, in the same message. It calls where it was well for long; else its thread says
 * so and whoever acknowledged it has it still.
 */
export function reopen(draft: Draft, joining: readonly Member[], firedAt: number, input: SlotInput): void {
  const wellMs = wellFor(draft.incident, firedAt) ?? 0;
  const again = draft.incident.again + 1;
  put(draft, { resolvedAt: null, wellSince: null, because: null, again });
  join(draft, joining, input);
  if (wellMs > input.policy.settleMs) {
    callAnew(draft, 'fired-again', input, { wellMs });
    return;
  }
  note(draft, input.now, 'fired-again', { values: { wellMs }, told: true });
  const { acknowledged, escalation } = draft.incident;
  if (acknowledged !== null) put(draft, { remindAt: input.now + input.policy.remindAfterMs });
  else put(draft, { escalation: { ...escalation, nextAt: input.now + input.policy.escalateAfterMs } });
}
