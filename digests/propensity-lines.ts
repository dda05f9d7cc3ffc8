import type { CellMoves } from '../db/readings/digest-propensity.ts';
import type { Answer } from '../src/answers/answer.ts';
import type { DigestAsking } from './digest.ts';
import { figure } from './parts.ts';
import { bracketed, cell, namesPhrase } from './phrases.ts';

/** Whose intent went up and down, with the first of them: `Nova Foods, Azure, A4 → A1`. */
export function cellLine(asking: DigestAsking, moves: { readonly up: CellMoves; readonly down: CellMoves }): string {
  const names = ({ rows, customers }: CellMoves) =>
    bracketed(
      namesPhrase(
        rows.map((row) =>
          asking.say('digest.moved', {
            customer: cell(row, 'customer', asking),
            area: cell(row, 'area', asking),
            // The codes alone: their words would make the sentence long.
            from: String(row['previous_cell'] ?? ''),
            to: String(row['cell'] ?? ''),
          }),
        ),
        customers,
        asking,
      ),
      asking,
    );
  return asking.say('digest.propensity.cells', {
    up: moves.up.customers,
    risen: names(moves.up),
    down: moves.down.customers,
    fallen: names(moves.down),
  });
}

/** Who came into act now and how many left it; in most months nobody, and then when Fit last changed. */
export function clusterLine(
  asking: DigestAsking,
  { entered, left }: { readonly entered: CellMoves; readonly left: CellMoves },
  fit: string | null,
): string {
  const { say } = asking;
  const gone = left.customers;
  if (entered.customers === 0)
    return say('digest.propensity.nobody', { left: gone, known: fit === null ? 'no' : 'yes', day: fit ?? '' });
  const names = entered.rows.map((row) =>
    say('digest.in-area', { customer: cell(row, 'customer', asking), area: cell(row, 'area', asking) }),
  );
  const named = bracketed(namesPhrase(names, entered.customers, asking), asking);
  return say('digest.propensity.entered', { n: entered.customers, names: named, left: gone });
}

/** How many stand in act now, and the one to begin with. */
export function topLine(asking: DigestAsking, best: Answer): string {
  const [first] = best.table?.rows ?? [];
  const why = first?.['why'];
  return asking.say('digest.propensity.top', {
    n: figure(best, 'customers') ?? 0,
    first:
      first === undefined
        ? ''
        : asking.say('digest.in-area', {
            customer: cell(first, 'customer', asking),
            area: cell(first, 'area', asking),
          }),
    why: bracketed(typeof why === 'string' ? why : '', asking),
  });
}
