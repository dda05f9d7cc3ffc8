import { foldValue } from '../../words/fold.ts';

/** By what the bot's own page is asked for in its personal chat, where Teams gives it no tab: in six languages. */
const words: readonly string[] = ['home', 'início', 'accueil', 'inicio', 'startseite', '主页', '首页'];

/** Whoever begins by a greeting, as people do in a chat, is greeted by that page rather than told that it is no question. */
const greetings: readonly string[] = [
  ...['hi', 'hello', 'hey', 'oi', 'olá', 'bonjour', 'salut', 'hola', 'hallo', 'guten tag', '你好', '您好'],
];

const folded = new Set([...words, ...greetings].map(foldValue));

/** Whether somebody wants to see the bot's own page. */
export function isHomeWord(text: string): boolean {
  return folded.has(foldValue(text.replace(/^\//, '').replace(/[!.！。]+$/, '')));
}
