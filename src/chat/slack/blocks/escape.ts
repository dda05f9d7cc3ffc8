import { lines } from '../../card/harmless.ts';
import { cut } from './harmless.ts';

/**
 * A text for the field that Slack reads as markup, at most `most` units long: the three signs as entities, and what would
 * style, quote, link or draw an emoji replaced by signs that look alike. What is cut is cut before, so no entity is.
 */
export function escaped(text: string, most: number): string {
  return cut(unstyled(lines(text)), most)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function unstyled(text: string): string {
  return (
    text
      .replaceAll('*', '∗')
      .replaceAll('~', '∼')
      .replaceAll('`', 'ˋ')
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ')
      .replace(/:(?=[\p{L}\p{N}_+'-]+:)/gu, '∶')
      // A response_url cannot be told to make no links of addresses.
      .replaceAll('://', '∶//')
      .replace(/^>/gm, '›')
  );
}
