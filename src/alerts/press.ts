import type { Actor, Incident } from './incident.ts';

/** What a button of an incident's message does to it. */
export type AlertAct =
  | 'ack'
  | 'snooze-1h'
  | 'snooze-6h'
  | 'snooze-morning'
  | 'silence-queue'
  | 'silence-customer'
  | 'got-it';

/** A press by somebody who may do it. */
export interface Pressed {
  readonly incident: string;
  readonly act: AlertAct;
  readonly by: Actor;
  /** The customers that they may see, and so silence; null: all, as for whoever is on call. */
  readonly sees: ReadonlySet<number> | null;
  /** The zone of whoever pressed: `snooze-morning` is until 07:00 there. */
  readonly zone: string;
  /** Where it was pressed, for the audit log. */
  readonly place: string;
  readonly at: number;
}

/** What came of a press. */
export type PressEnd =
  /** Done and in the audit log. `until`: of a snooze or a silence. */
  | { readonly kind: 'done'; readonly until: number | null }
  /** It changes nothing, as somebody did it before or the incident is over; who did what when, null where
   *  time did. not-first: a test page that is for somebody else, whom `by` names. */
  | {
      readonly kind: 'stale';
      readonly why: 'acknowledged' | 'snoozed' | 'silenced' | 'resolved' | 'reached' | 'not-first';
      readonly by: Actor | null;
      readonly at: number;
      /** Of a snooze or a silence that holds. */
      readonly until: number | null;
    }
  | { readonly kind: 'gone' };

/** What has to be known of an incident to decide who may press. */
export interface Pressable {
  readonly incident: Incident;
  /** The customers of its members; what is not above 0 is in no list. */
  readonly customers: readonly number[];
  /** E-mails of everybody who is on its rota now, the first first. */
  readonly onRota: readonly string[];
}

/** The part of alerting that buttons need: `Alerting` has it. */
export interface Presses {
  /** Undefined where there is no such incident. */
  pressable(uid: string): Pressable | undefined;
  /** Does it in one transaction with the audit log, the incident's new message and the line of its thread. */
  press(pressed: Pressed): Promise<PressEnd>;
}
