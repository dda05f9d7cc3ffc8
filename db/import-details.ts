import { z } from 'zod/v4';

/** What an import remembers of its file, stored as JSON in `imports.details`. */
export const importDetailsShape = z.object({
  headers: z.array(z.string()).default([]),
  headerLine: z.number().default(0),
  format: z.string().default(''),
  /** The official headers of the columns that were recognised. */
  columns: z.array(z.string()).default([]),
  /** Columns that were not taken in. */
  keptOut: z.array(z.string()).default([]),
  /** Solution plays the file has a column for: a play it has none for is unknown, not No. */
  plays: z.array(z.string()).default([]),
  notes: z.array(z.string()).default([]),
  /** Whose figures they are, where the person had to say it: the source and key of the record. */
  customer: z.string().nullable().default(null),
  /** The Sunday of the week that the person said it is about. */
  week: z.string().nullable().default(null),
  /** Rejected rows beyond those kept for the download. */
  rejectsNotKept: z.number().default(0),
});

export type ImportDetails = z.infer<typeof importDetailsShape>;

const reasonsShape = z.array(z.string());

/** Reads `imports.details`. */
export function parseDetails(text: string): ImportDetails {
  return importDetailsShape.parse(JSON.parse(text));
}

/** Reads `imports.reasons`. */
export function parseReasons(text: string): string[] {
  return reasonsShape.parse(JSON.parse(text));
}
