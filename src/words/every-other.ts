import { plain } from './plain.ts';

/** How the six languages say that something happens in every second week, or more seldom. */
const phrases = [
  /\bevery other\b/,
  /\b(?:every|each) (?:second|2nd|third|3rd|alternate)\b/,
  /\bevery (?:few|two|three|four|\d+) (?:weeks?|months?|days?)\b/,
  /\balternate\b|\balternating\b|\bbi-?weekly\b|\bfortnight/,
  /\bquinzena|\bquincena|\bbimensua|\bbimensuel|\bbihebdo|\bbissemana|\bbisemana/,
  /\bcada (?:dos|duas|tres|quatro|cuatro|quince|quinze|\d+) (?:semanas|meses|dias)\b/,
  /\bcada (?:segundo|otro|otra|outro|outra)\b/,
  /\bsim,?(?: e| a)? (?:semana |outr[ao] )?nao\b|\bsi,? (?:y )?(?:una semana |otr[ao] )?no\b/,
  /\b(?:de )?(?:15|quinze|quince) em (?:15|quinze)\b/,
  /\btou(?:te)?s les (?:deux|trois|quatre|quinze|\d+) (?:semaines|mois|jours)\b|\bsur (?:deux|trois|2|3)\b/,
  /\balle (?:zwei|drei|vier|vierzehn|\d+) (?:wochen|monate|tage)\b/,
  /\bjede[nrsm]? (?:zweite|dritte|2\.|3\.)|\b(?:zwei|drei)-?wochentlich\b|\b(?:vierzehn|14)-?tag(?:ig|lich)\b/,
  /[隔双][周週]|每(?:隔|[两兩二三四2-9])(?:[一个個])?[周週]|[隔][一两兩][个個]?[周週]|[两兩][周週]一次/,
];

/** Nobody needs more to say when. */
const MOST_LETTERS = 400;

/** Whether a text asks for every other week or for every few, which no schedule offers. */
export function saysEveryOther(text: string): boolean {
  const said = plain(text.slice(0, MOST_LETTERS));
  return phrases.some((phrase) => phrase.test(said));
}
