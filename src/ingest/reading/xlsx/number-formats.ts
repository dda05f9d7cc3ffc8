/** How a numeric cell is to be read: as a number, or as days since the workbook's epoch. */
export type NumberKind = 'number' | 'date' | 'date-time' | 'time';

const builtIn: readonly (readonly [from: number, to: number, kind: NumberKind])[] = [
  [14, 17, 'date'],
  [18, 21, 'time'],
  [22, 22, 'date-time'],
  [27, 31, 'date'],
  [32, 35, 'time'],
  [36, 36, 'date'],
  [45, 47, 'time'],
  [50, 54, 'date'],
  [55, 56, 'time'],
  [57, 58, 'date'],
];

/** The kind of a number format, by its code if the workbook defines it, else by its number. */
export function kindOfFormat(id: number, code: string | undefined): NumberKind {
  if (code === undefined) return builtIn.find(([from, to]) => id >= from && id <= to)?.[2] ?? 'number';
  // Only the format of positive values counts, without quoted text, escaped and padding characters, colours and
  // locales; `[h]` is elapsed time.
  const [positive = ''] = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .split(';');
  if (/general/i.test(positive)) return 'number';
  const bare = positive.replace(/am\/pm|a\/p/gi, 'h');
  const time = /[hs]/i.test(bare);
  const date = /[yd]/i.test(bare) || (/m/i.test(bare) && !time);
  if (date) return time ? 'date-time' : 'date';
  return time ? 'time' : 'number';
}
