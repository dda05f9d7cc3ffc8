/** Characters that JSON may hold as they are, but that would move the cursor or turn the line of whoever reads it. */
const UNSEEN = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** One JSON document on one line, the same values as `JSON.stringify` gives but safe to show on a terminal. */
export function jsonLine(value: unknown): string {
  const text = JSON.stringify(value).replace(
    UNSEEN,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${text}\n`;
}
