import type { Press } from '../../src/chat/press.ts';

/** Something that can be pressed, as whoever reads sees it. */
export interface Offer {
  readonly label: string;
  /** What it carries; undefined where it opens an address or is of the platform's own making. */
  readonly press: Press | undefined;
}

/** A field of a dialog. */
export interface Asked {
  readonly key: string;
  readonly label: string;
  /** Of a short list: what can be chosen. */
  readonly options: readonly string[];
  /** What stands in it already. */
  readonly value: readonly string[];
}

/** What a person is told by one message, whatever it looks like: read out of what a platform was sent, and nothing else. */
export interface Told {
  readonly kind: 'message' | 'dialog' | 'home';
  /** Whether others than the one who asked can see it. */
  readonly seenBy: 'one' | 'all';
  /** People who are called, by their e-mail. */
  readonly called: readonly string[];
  readonly title: string;
  /** `label: value`, in their order. */
  readonly facts: readonly string[];
  /** The rows of lists and tables, in their order, their cells in theirs: the first is the customer's, or whatever it is of. */
  readonly rows: readonly (readonly string[])[];
  /** The heads of tables. */
  readonly heads: readonly string[];
  /** Everything else that is read, a paragraph each: headings, texts, warnings, how it was read, how old the data is. */
  readonly lines: readonly string[];
  /** Titles of charts; their figures in words. */
  readonly charts: readonly string[];
  readonly links: readonly string[];
  readonly offers: readonly Offer[];
  readonly fields: readonly Asked[];
}

/** A file that a person was given, or can fetch. */
export interface Given {
  readonly kind: 'file';
  readonly name: string;
  readonly bytes: number;
  /** Whether the person was asked first whether they want it. */
  readonly isOffered: boolean;
}
