/** More than anyone types; what is longer is a paste by mistake or an attack. */
export const longestQuestion = 2_000;

const fullWidth = /[\uff01-\uff5e]/g;
const doubleQuotes = /[“”„‟″«»「」『』〝〞]/g;
const singleQuotes = /[‘’‚‛‹›`´]/g;
const minus = /[−﹣]/g;
/** Zero-width, bidi marks, soft hyphens, variation selectors. */
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const blank = /[\p{Z}\p{Cc}]+/gu;
const lonely = /\p{Surrogate}/gu;

/** Chat platforms wrap what they recognise: `<http://novafoods.com|novafoods.com>`, `<mailto:a@b.com|a@b.com>`. */
const labelled = /<(?:https?:\/\/|mailto:|tel:)[^\s<>"|]*\|([^<>"|]*)>/g;
const linked = /<(?:https?:\/\/|mailto:|tel:)([^\s<>"|]*)>/g;
const named = /<([@#!])[\w-]+(?:\|([^<>"|]*))?>/g;
const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

const mention = /^(?:<@[\w-]+(?:\|[^<>"|]*)?>|<at>[^<>"]*<\/at>|@?pulse\b)[\s,:]*/i;
const slash = /^\/(?:pulse\b[\s,:]*\/?)?/i;
const ending = /[\s?!.;。？！…]+$/;

/**
 * A question as it is read, whatever it came through: plain quotes and blanks, ordinary width, nothing invisible, links
 * as their text, without a mention, a slash or `pulse` in front and a question mark at the end. Normalising twice changes
 * nothing more, except that one more name of ours in front would go.
 */
export function normaliseText(text: string): string {
  let normal = normaliseValue(text);
  for (const front of [mention, slash]) normal = normal.replace(front, '');
  return normal.replace(ending, '').trim();
}

/**
 * Plain quotes and blanks, ordinary width, nothing invisible, links as their text. Taking one wrapping off can show
 * another, so it goes on until nothing changes.
 */
export function normaliseValue(text: string): string {
  let before = text;
  for (;;) {
    const after = once(before);
    if (after === before) return after;
    before = after;
  }
}

function once(text: string): string {
  return text
    .replace(lonely, '\ufffd')
    .normalize('NFC')
    .replace(fullWidth, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('、', ',')
    .replace(doubleQuotes, '"')
    .replace(singleQuotes, "'")
    .replace(minus, '-')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
    .replace(labelled, '$1')
    .replace(linked, '$1')
    .replace(named, (whole, sign: string, label: string | undefined, at: number) => {
      // The one in front is who was spoken to, and goes with the rest of the front.
      if (sign === '@' && at === 0) return whole;
      return label === undefined ? ' ' : ` ${label} `;
    })
    .replace(invisible, '')
    .replace(blank, ' ')
    .trim();
}
