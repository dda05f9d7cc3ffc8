/**
 * What Teams takes. Bytes of a message are those of its JSON as UTF-16, as Teams counts, unless named otherwise. Those
 * marked unpublished are not in its reference but were met in practice.
 */
export const limits = {
  message: {
    /** About 100 KB are taken; we stop at 80, so that what Teams adds has room. */
    bytes: 80 * 1024,
    /** Unpublished: of the whole request in UTF-8, with the pictures in it. Refused from 262,144 on. */
    requestBytes: 240_000,
    /** What a notification shows of it. */
    summary: 300,
    text: 3_900,
  },
  card: {
    version: '1.5',
    /** For clients that cannot draw the card, and for screen readers. */
    fallbackText: 1_000,
    speak: 1_000,
  },
  actions: {
    /** More than these are pressed by mistake; Teams itself shows six. */
    visible: 4,
    /** Letters beside each other on a phone, and what a button takes beside its title. */
    rowLetters: 41,
    edgeLetters: 4,
    /** With those behind the overflow, of one row. */
    most: 12,
  },
  action: { title: 75, press: 2_000, /** Up to here a button is there for old clients as well. */ pressTwice: 1_200 },
  /** Letters of texts: longer ones are no longer read at a glance. */
  title: 150,
  heading: 150,
  name: 120,
  line: 300,
  warning: 600,
  paragraph: 3_000,
  note: 2_000,
  fact: 120,
  facts: 24,
  cell: 120,
  table: { rows: 100, /** On a phone; a wider table is drawn as rows there. */ phoneColumns: 3, columns: 20 },
  chart: { places: 60, series: 6, label: 40, alt: 2_000, pictureBytes: 150_000 },
  input: { label: 200, hint: 300, placeholder: 150, text: 3_000 },
  option: { title: 75, value: 150 },
  select: { options: 100 },
  mentions: 10,
  url: 2_000,
} as const;
