/** Every table whose rows came with an import and go with it. */
export const factTables = [
  'lines',
  'line_repeats',
  'line_totals',
  'propensities',
  'cohorts',
  'agreements',
  'people',
  'matches',
  'customer_changes',
  'profiles',
] as const;
