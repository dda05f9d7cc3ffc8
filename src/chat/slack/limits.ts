/**
 * What Slack takes, in UTF-16 units unless named otherwise: never more than the code points it counts. Those marked
 * undocumented are not in its reference but were met in practice.
 */
export const limits = {
  message: { blocks: 50, /** Undocumented: refused from about 13,200 on. */ letters: 12_000, text: 3_900 },
  view: { blocks: 100, title: 24, submit: 24, privateMetadata: 3000, callbackId: 255 },
  /** Of `block_id` and `action_id`. */
  id: 255,
  header: 150,
  section: 3000,
  context: { elements: 10, /** Undocumented for plain text. */ letters: 2000 },
  /** Undocumented: of one element of a rich text. */
  richText: 3000,
  /** One of them in a message. */
  table: {
    rows: 100,
    columns: 20,
    /** 10,000, undocumented; less, so that there is room for what stands around it. */ letters: 6000,
  },
  actions: { elements: 25 },
  button: { label: 75, value: 2000 },
  option: { label: 75, value: 150 },
  overflow: { fewest: 1, most: 5 },
  select: { options: 100 },
  input: { label: 2000, hint: 2000, placeholder: 150, text: 3000 },
  image: { alt: 2000 },
  url: 3000,
} as const;
