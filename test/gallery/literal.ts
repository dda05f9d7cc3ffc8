/**
 * The renderer reads marks (`*bold*`, addresses, names of emoji) also in texts that Slack shows as they are. So it is
 * given a placeholder for each of those, and the finished page the text.
 */
export interface Literals {
  /** A copy of the blocks with placeholders. */
  hide<T>(blocks: T): T;
  /** The page with the texts in their places. */
  show(html: string): string;
}

/** Kinds of text objects in which nothing is a mark. */
const LITERAL = new Set(['plain_text', 'raw_text', 'text']);

export function literals(): Literals {
  const texts: string[] = [];
  const hide = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(hide);
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).map(([key, each]) => [key, hide(each)] as const);
    const copy: Record<string, unknown> = Object.fromEntries(fields);
    const { type, text } = copy;
    const chosen = [copy['initial_option'], copy['initial_options']].flat().map(labelOf).filter(Boolean).join(', ');
    if (chosen !== '') copy['placeholder'] = { type: 'plain_text', text: chosen };
    if (typeof type === 'string' && LITERAL.has(type) && typeof text === 'string') {
      copy['text'] = `zq${texts.length}qz`;
      texts.push(text);
    }
    return copy;
  };
  return {
    hide: <T>(blocks: T) => hide(blocks) as T,
    show: (html) => html.replace(/zq(\d+)qz/g, (_, at) => asHtml(texts[Number(at)] ?? '')),
  };
}

/** The renderer shows what was chosen only after it has run in a page. */
function labelOf(option: unknown): string {
  if (typeof option !== 'object' || option === null || !('text' in option)) return '';
  const { text } = option;
  return typeof text === 'object' && text !== null && 'text' in text ? String(text.text) : '';
}

function asHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>');
}
