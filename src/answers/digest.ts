import type { Answer, ChartSpec, Table, Value } from './answer.ts';

/** One part of a digest: rows under a heading, as the question gives them that the heading links to. */
export interface DigestPart {
  title: string;
  /** The question whose answer this is, as canonical text; asking it gives the same rows. Null where there is none. */
  question: string | null;
  /** At most ten rows. */
  table: Table | null;
  /** How rows are shown where there is place for a few words: the column beside the name, and the small print. */
  lead: string | null;
  brief: readonly string[];
}

/** What a digest says once, for one place: the same for every platform, as raw values and texts in one language. */
export interface Digest {
  name: string;
  title: string;
  /** What the figures are about: `2026-11-15..2026-11-21`, or a day. */
  about: string;
  demo: boolean;
  /** What changed and for whom: at most three sentences, the most important first. */
  lines: string[];
  facts: { key: string; value: Value }[];
  chart: ChartSpec | null;
  /** What the chart shows, as its finding: "Abandon rate fell to 6 %". */
  chartTitle: string | null;
  parts: DigestPart[];
  sources: Answer['sources'];
  notes: string[];
  /** Questions to ask further, most useful first. */
  next: string[];
  /** Nothing to say: it is posted as one line. */
  quiet: boolean;
}
