/** Reasons of a leg to where a queue sent the call on. */
export const ONWARD = new Set(['deflection', 'noanswer', 'timeofday', 'userbusy', 'unavailable', 'unconditional']);
/** Reasons to send a call on at once, without queueing it. */
export const CLOSED = new Set(['timeofday', 'unconditional', 'userbusy', 'unavailable']);
/** Outcomes of a leg that was not taken, and why it was not. */
export const REFUSED = new Set(['refusal', 'failure']);
export const BUSY = new Set(['userbusy', 'busy', 'timeofday', 'unavailable', 'callrejected', 'queuefull']);

/** All words of a record that are read and kept, folded to letters; what else its cells hold may be anything. */
export const words: ReadonlySet<string> = new Set([
  ...['callqueue', 'ccmonitoringbi'],
  ...[...ONWARD, ...CLOSED, ...REFUSED, ...BUSY],
]);
