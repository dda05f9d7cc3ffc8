/** ISO: Monday is 1, Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** When something is due again and again, in the local time of a zone that is kept beside it. */
export type ScheduleRule =
  | { readonly kind: 'weekly'; readonly days: readonly Weekday[]; readonly hour: number; readonly minute: number }
  /** `last` is the last day of the month; a day that a month does not have is its last day. */
  | { readonly kind: 'monthly'; readonly day: number | 'last'; readonly hour: number; readonly minute: number }
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  | { readonly kind: 'cron'; readonly expression: string };
