/** A metric as it is told to whoever scrapes: what it counts, in which unit, and by which labels. */
export interface Family {
  readonly kind: 'counter' | 'gauge';
  readonly help: string;
  /** Every label with all the values it may have; `null` where they are the names of our reports. */
  readonly labels: Readonly<Record<string, readonly string[] | null>>;
}

const deliveryStates = ['planned', 'claimed', 'dispatched', 'posted', 'refused', 'unknown', 'held'] as const;

/** The classes in which a delivery fails; anything else is told as `other`. */
const errorClasses = [
  'none',
  'not-in-channel',
  'channel-gone',
  'account-off',
  'token-off',
  'missing-scope',
  'too-many',
  'bad-format',
  'expired',
  'unreachable',
  'too-large',
  'unknown',
  'other',
] as const;

/**
 * Every metric of our own. No label ever holds a customer, a person, a channel, an id or a text: their values are named
 * here, and one that is not is told as `other`, so that neither secrets nor the number of series can grow.
 */
export const families = {
  pulse_slots_total: {
    kind: 'counter',
    help: 'Slots of digests that were decided on since the start.',
    labels: { result: ['planned', 'late', 'skipped'] },
  },
  pulse_deliveries: {
    kind: 'gauge',
    help: 'Messages of the ledger by their state and the class of their last error.',
    labels: { state: deliveryStates, error: errorClasses },
  },
  pulse_delivery_oldest_seconds: {
    kind: 'gauge',
    help: 'Age of the oldest message that is due and not delivered, by who has to act; 0 where there is none.',
    labels: { waits_for: ['platform', 'person'] },
  },
  pulse_deliveries_unknown: {
    kind: 'gauge',
    help: 'Messages of which it is not known whether they were posted.',
    labels: {},
  },
  pulse_readbacks_total: {
    kind: 'counter',
    help: 'Looks for a message on the platform, by what was found, since the start.',
    labels: { result: ['found', 'absent', 'cannot-tell'] },
  },
  pulse_throttle_queue: {
    kind: 'gauge',
    help: 'Messages that wait because the platform asked to.',
    labels: {},
  },
  pulse_tick_timestamp_seconds: {
    kind: 'gauge',
    help: 'When the scheduler last began a tick: it is alive.',
    labels: {},
  },
  pulse_tick_success_timestamp_seconds: {
    kind: 'gauge',
    help: 'When a tick of the scheduler last ended without an error: it works.',
    labels: {},
  },
  pulse_clock_doubt: {
    kind: 'gauge',
    help: '1 while the clock of the machine is not trusted and nothing is planned.',
    labels: {},
  },
  pulse_inbox_received_total: {
    kind: 'counter',
    help: 'Messages and presses taken in since the start.',
    labels: {},
  },
  pulse_inbox_settled_total: {
    kind: 'counter',
    help: 'What became of them.',
    labels: { outcome: ['answered', 'refused', 'unknown', 'lost'] },
  },
  pulse_inbox_open: {
    kind: 'gauge',
    help: 'Messages that are taken in and not answered.',
    labels: {},
  },
  pulse_inbox_oldest_seconds: {
    kind: 'gauge',
    help: 'Age of the oldest of them; 0 where there is none.',
    labels: {},
  },
  pulse_imports: {
    kind: 'gauge',
    help: 'Imports by what became of them.',
    labels: { outcome: ['running', 'held', 'done', 'refused', 'undone', 'failed'] },
  },
  pulse_report_age_days: {
    kind: 'gauge',
    help: 'Days since the day that the newest import of a report speaks about.',
    labels: { report: null },
  },
  pulse_slack_reachable: {
    kind: 'gauge',
    help: '1 where Slack took the last call and its token, 0 where not; missing before the first call.',
    labels: {},
  },
  pulse_teams_reachable: {
    kind: 'gauge',
    help: '1 where Microsoft Teams took the last call and its token, 0 where not; missing before the first call.',
    labels: {},
  },
  pulse_log_lines_total: {
    kind: 'counter',
    help: 'Lines of the log since the start: what went wrong here is an error.',
    labels: { level: ['warn', 'error', 'fatal'] },
  },
  pulse_database_bytes: {
    kind: 'gauge',
    help: 'Size of the database with its journal.',
    labels: {},
  },
  pulse_disk_free_bytes: {
    kind: 'gauge',
    help: 'Room left where the database lies.',
    labels: {},
  },
  pulse_backup_timestamp_seconds: {
    kind: 'gauge',
    help: 'When the newest backup was made; missing where there is none.',
    labels: {},
  },
  pulse_housekeeping_timestamp_seconds: {
    kind: 'gauge',
    help: 'When a daily or hourly task last succeeded since the start.',
    labels: { task: ['backup', 'retention', 'files'] },
  },
  pulse_alert_rules: {
    kind: 'gauge',
    help: 'Rules of alerts by their state.',
    labels: { state: ['waiting', 'armed', 'muted'] },
  },
  pulse_alert_incidents_open: {
    kind: 'gauge',
    help: 'Incidents that are not over, by phase.',
    labels: { phase: ['pending', 'firing', 'acknowledged', 'snoozed', 'recovering'] },
  },
  pulse_alert_lag_seconds: {
    kind: 'gauge',
    help: 'How far judging is behind the newest quarter of an hour that is published.',
    labels: {},
  },
  pulse_alert_feed_lag_seconds: {
    kind: 'gauge',
    help: 'Since when nothing was heard of a feed, by kind: of several the longest.',
    labels: { kind: ['push', 'cdr_feed', 'cdr_stream'] },
  },
  pulse_alert_slots_judged_total: {
    kind: 'counter',
    help: 'Quarters of an hour of one queue that were judged since the start.',
    labels: {},
  },
  pulse_alert_corrections_total: {
    kind: 'counter',
    help: 'How often older quarters of an hour came out differently when late records came, since the start.',
    labels: {},
  },
  pulse_alert_calls: {
    kind: 'gauge',
    help: 'Messages in the ledger that called somebody by a mention.',
    labels: {},
  },
  pulse_alert_hooks_failed: {
    kind: 'gauge',
    help: 'Webhooks in the ledger that were refused for good.',
    labels: {},
  },
  pulse_scrape_failed: {
    kind: 'gauge',
    help: '1 where a part could not be read at this scrape; its metrics are missing.',
    labels: { part: ['database', 'disk', 'scheduler', 'inbox', 'slack', 'teams', 'log', 'housekeeping', 'alerts'] },
  },
} as const satisfies Readonly<Record<string, Family>>;

export type FamilyName = keyof typeof families;
