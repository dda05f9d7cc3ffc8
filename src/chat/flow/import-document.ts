import { z } from 'zod/v4';

const difference = z.object({ before: z.number(), now: z.number() });

const document = z.object({
  file: z.string(),
  report: z.string().nullable(),
  asOf: z.string().nullable(),
  rows: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  outcome: z.enum(['imported', 'held', 'refused', 'duplicate']),
  reasons: z.array(z.string()),
  import: z.number().nullable(),
  notes: z.array(z.string()),
  joins: z.object({ newCustomers: z.number(), merged: z.number(), matches: z.number() }).nullable(),
  change: z
    .object({
      since: z.string(),
      customers: difference,
      lines: difference.extend({ added: z.number(), ended: z.number() }).nullable(),
      licenses: z.object({ before: z.number().nullable(), now: z.number().nullable() }).nullable(),
      clusters: z.object({ moved: z.number(), entered: z.number(), left: z.number() }).nullable(),
    })
    .nullable(),
});

/** What became of one file, as `import --format json` says it. */
export type ImportDocument = z.infer<typeof document>;

/** Reads what an import printed; undefined where it is no such document. */
export function readImportDocument(text: string): ImportDocument | undefined {
  try {
    return document.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
