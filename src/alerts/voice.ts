import type { ChartSpec } from '../answers/answer.ts';
import type { Incident, IncidentEvent } from './incident.ts';

/** Somebody on a rota, as the chat knows them; `user` null where it does not. */
export interface OnCall {
  readonly position: number;
  readonly email: string;
  readonly name: string | null;
  readonly user: string | null;
}

/** What an incident's messages are drawn from besides the incident. */
export interface Scenery {
  readonly language: string;
  readonly zone: string;
  readonly ruleName: string;
  readonly rota: string | null;
  /** In the order in which they are called. */
  readonly onCall: readonly OnCall[];
  /** Shown names by series: of the customer, and of the queue. */
  readonly names: ReadonlyMap<
    number,
    { readonly customer: string; readonly queue: string; readonly customerId: number | null }
  >;
  /** Rate against normal of the worst queue over the last hours, oldest first; null where there is nothing to draw. */
  readonly chart: ChartSpec | null;
  /** How old the newest record is, in milliseconds; null where nothing was ever heard. */
  readonly lagMs: number | null;
  readonly now: number;
}

/** A message before it is sent: the line that a notification shows, and the whole as the chat stores it. */
export interface Said {
  readonly line: string;
  readonly payload: unknown;
}

/** How alerts are put into words and drawn; handed in by whoever knows the chats. */
export interface Voice {
  /** The incident's one message, as it stands now. */
  root(incident: Incident, scenery: Scenery): Said;
  /** What its thread says of one event. */
  event(incident: Incident, event: IncidentEvent, scenery: Scenery): Said;
}
