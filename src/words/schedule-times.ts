import type { Lexeme } from './schedule-lexer.ts';
import type { ScheduleProblem } from './schedule-result.ts';

/** A piece whose time of day is whole: `9`, `pm` and `Uhr` are no longer apart. */
export type Piece = Exclude<Lexeme, { readonly is: 'am' | 'pm' | 'night' | 'hour' | 'seconds' }>;
type Half = 'am' | 'pm' | 'night';
type Figure = Extract<Piece, { readonly is: 'number' | 'time' }>;

/** Puts numbers and their `am`, `pm`, `Uhr` or `h` together. Seconds, and an hour that its half of the day has not, are problems. */
export function joinTimes(lexemes: readonly Lexeme[]): Piece[] | ScheduleProblem {
  const joining: Joining = { pieces: [], half: undefined };
  for (const [at, lexeme] of lexemes.entries()) {
    const wrong = join(joining, lexeme, lexemes[at - 1], lexemes.slice(at + 1));
    if (wrong !== undefined) return wrong;
  }
  return joining.pieces;
}

interface Joining {
  readonly pieces: Piece[];
  /** Said before its hour, as Chinese does. */
  half: Half | undefined;
}

function join(
  joining: Joining,
  lexeme: Lexeme,
  before: Lexeme | undefined,
  behind: readonly Lexeme[],
): ScheduleProblem | undefined {
  switch (lexeme.is) {
    case 'seconds':
      return { problem: 'schedule.problem.seconds', values: {} };
    case 'am':
    case 'pm':
    case 'night':
      return joinHalf(joining, lexeme.is, lexeme.end, behind);
    case 'hour':
      joinHour(joining.pieces, lexeme.end);
      return undefined;
    case 'number':
    case 'time':
      return joinFigure(joining, lexeme, before);
    default:
      joining.pieces.push(lexeme);
      return undefined;
  }
}

function joinHalf(joining: Joining, half: Half, end: number, behind: readonly Lexeme[]): ScheduleProblem | undefined {
  const place = figurePlace(joining.pieces);
  const figure = joining.pieces[place];
  if (figure?.is !== 'number' && figure?.is !== 'time') {
    if (isFigure(behind.find(({ is }) => is !== 'noise'))) joining.half = half;
    return undefined;
  }
  const joined = halved(figure, half, end);
  if ('problem' in joined) return joined;
  joining.pieces[place] = joined;
  return undefined;
}

function joinHour(pieces: Piece[], end: number): void {
  const last = pieces.at(-1);
  if (last?.is === 'number')
    pieces[pieces.length - 1] = { is: 'time', hour: last.number, minute: 0, text: `${last.number}:00`, end };
  else if (last?.is === 'time') pieces[pieces.length - 1] = { ...last, end };
}

function joinFigure(joining: Joining, figure: Figure, before: Lexeme | undefined): ScheduleProblem | undefined {
  const { pieces, half } = joining;
  const last = pieces.at(-1);
  // `9 h 30`
  if (figure.is === 'number' && last?.is === 'time' && before?.is === 'hour' && last.minute === 0) {
    const text = `${last.hour}:${figure.number}`;
    pieces[pieces.length - 1] = { ...last, minute: figure.number, text, end: figure.end };
    return undefined;
  }
  const joined = half === undefined ? figure : halved(figure, half, figure.end);
  if ('problem' in joined) return joined;
  pieces.push(joined);
  joining.half = undefined;
  return undefined;
}

function isFigure(lexeme: Lexeme | undefined): boolean {
  return lexeme?.is === 'number' || lexeme?.is === 'time';
}

/** The place of the number or time said last, if nothing but small words came behind it. */
function figurePlace(pieces: readonly Piece[]): number {
  for (let at = pieces.length - 1; at >= 0; at -= 1) {
    const is = pieces[at]?.is;
    if (is !== 'noise' && is !== 'to') return at;
  }
  return -1;
}

/** Twelve at night is one hour to some and another to others. */
function halved(figure: Figure, half: Half, end: number): Piece | ScheduleProblem {
  const [hour, minute, text] =
    figure.is === 'time' ? [figure.hour, figure.minute, figure.text] : [figure.number, 0, String(figure.number)];
  if (hour < 1 || hour > 12 || (half === 'night' && hour === 12))
    return { problem: 'schedule.problem.time', values: { text: `${text} ${half === 'am' ? 'am' : 'pm'}` } };
  return { is: 'time', hour: (hour % 12) + (half === 'am' ? 0 : 12), minute, text, end };
}
