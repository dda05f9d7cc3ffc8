import type { Table } from '../../answers/answer.ts';
import type { CardPart } from './card.ts';

/** A table of addresses as links, what leads to one place once; undefined where it has none. Only https is followed. */
export function linksOf({ columns, rows }: Table): CardPart | undefined {
  if (!columns.includes('link')) return undefined;
  const links = new Map<string, { text: string; url: string }>();
  for (const row of rows) {
    const url = String(row['link'] ?? '');
    if (!isSafe(url)) continue;
    const text = columns
      .filter((column) => column !== 'link')
      .flatMap((column) => ((row[column] ?? null) === null ? [] : [String(row[column])]))
      .join(' · ');
    links.set(`${text} ${url}`, { text, url });
  }
  return { kind: 'links', links: [...links.values()] };
}

function isSafe(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}
