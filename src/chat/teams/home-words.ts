import { foldValue } from '../../words/fold.ts';

/** By what the bot's own page is asked for in its personal chat, where Teams gives it no tab: in six languages. */
const words: readonly string[] = ['home', 'início', 'accueil', 'inicio', 'startseite', '主页', '首页'];

const folded = new Set(words.map(foldValue));

/** Whether somebody wants to see the bot's own page. */
export function isHomeWord(text: string): boolean {
  return folded.has(foldValue(text.replace(/^\//, '')));
}
