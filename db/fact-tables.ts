/** Every table whose rows came with an import and go with it. */
export const factTables = [
  'lines',
  'line_repeats',
  'line_totals',
  'propensities',
  'cohorts',
  'agreements',
  'usage_weeks',
  'quality_weeks',
  'queue_weeks',
  'feature_weeks',
  'week_repeats',
  'import_weeks',
  'people',
  'matches',
  'customer_changes',
  'profiles',
] as const;
