/** More is never a question, and what is longer still is cut before anything looks through it. */
const MOST_LETTERS = 10_000;

/** How Teams marks people in a text, and what is said of each beside it. */
interface Mention {
  /** `<at>Partner Pulse</at>` */
  readonly text: string;
  readonly mentioned: { readonly id: string };
}

interface Written {
  readonly text: string;
  /** Whether there may be any HTML in it, and not only mentions. */
  readonly isMarkup: boolean;
  readonly mentions: readonly Mention[];
  /** What the bot is called there: `28:…`, and as people see it. */
  readonly bot: { readonly id: string | undefined; readonly name: string };
}

const AT = /<at\b[^<>]*>([^<>]*)<\/at>/gi;
/** Stands for a card or file beside the text, also where that is no HTML. */
const ATTACHMENT = /<\/?attachment\b[^<>]*>/gi;
const TAG = /<\/?[a-z][a-z\d]*\b[^<>]*>/gi;
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(nbsp|amp|lt|gt|quot|apos));/gi;
const NAMED: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * What somebody wrote, out of Teams' own spelling: entities as people see them, no tags, no hard blanks. The bot's own
 * mention goes, and so do the backticks around a question copied from its help; other people are `@Name`.
 */
export function plainText(written: Written): string {
  const said = marksOf(written);
  const named = said.text.replace(AT, (_, name: string) => (said.isBot() ? ' ' : `@${name.trim()}`));
  const bare = written.isMarkup ? named.replace(TAG, ' ') : named.replace(ATTACHMENT, ' ');
  return bare
    .replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => decoded(whole, decimal, hex, name))
    .replace(/`+/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}

/** Whether the bot itself is among those that a text mentions. */
export function mentionsBot({ text, mentions, bot }: Omit<Written, 'isMarkup'>): boolean {
  if (mentions.length > 0) return mentions.some(({ mentioned }) => mentioned.id === bot.id);
  return [...text.slice(0, MOST_LETTERS).matchAll(AT)].some(([, name = '']) => name.trim() === bot.name);
}

/** Tells of one mark after the other whether it is the bot's: two people may have the same name. */
function marksOf({ text, mentions, bot }: Written): { readonly text: string; isBot(): boolean } {
  const cut = text.slice(0, MOST_LETTERS);
  const marks = [...cut.matchAll(AT)];
  const left = [...mentions];
  let at = 0;
  return {
    text: cut,
    isBot() {
      const [whole = '', name = ''] = marks[at++] ?? [];
      const found = left.findIndex((each) => each.text === whole);
      if (found < 0) return mentions.length === 0 && name.trim() === bot.name;
      return left.splice(found, 1)[0]?.mentioned.id === bot.id;
    },
  };
}

function decoded(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

const QUOTED = /^\s*(?:<[a-z]+>\s*)?<blockquote\b[^<>]*schema\.skype\.com\/Reply/i;
const QUOTE_END = '</blockquote>';

/** Of a message that answers another, what stands under the quoted one; undefined where nothing is quoted. */
export function underQuote(html: string): string | undefined {
  if (!QUOTED.test(html)) return undefined;
  const end = html.lastIndexOf(QUOTE_END);
  return end < 0 ? undefined : html.slice(end + QUOTE_END.length);
}
