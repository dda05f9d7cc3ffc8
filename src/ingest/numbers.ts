import { Problem } from './problem.ts';

const ZERO = 48;
const NINE = 57;
const GROUPED_WITH_DOT = /^\d{1,3}(\.\d{3})+(,\d+)?$/;
const GROUPED_WITH_COMMA = /^\d{1,3}(,\d{3})+(\.\d+)?$/;
const GROUPED_WITH_SPACE = /^\d{1,3}([ '’]\d{3})+([.,]\d+)?$/;
const PLAIN_DOT = /^\d*\.\d+$|^\d+\.?$/;
const PLAIN_COMMA = /^\d*,\d+$/;
/** The mark between a number's whole part and its fraction. */
export type DecimalMark = '.' | ',';

const LARGEST_COUNT = 1_000_000_000_000;

/**
 * A whole number as exports write it: `1234`, `1,234`, `1.234`, `1 234`, `(12)`, `12.0`. A `.` or `,` before exactly
 * three digits is a thousands mark. Negative numbers are read as such; whether they are allowed is the column's affair.
 */
export function readCount(text: string): number | Problem {
  let plain = text.length > 0 && text.length < 13;
  for (let i = 0; plain && i < text.length; i++) {
    const code = text.charCodeAt(i);
    plain = code >= ZERO && code <= NINE;
  }
  if (plain) return Number(text);
  const value = readDecimal(text, { thousandsFirst: true });
  if (value instanceof Problem) return new Problem('is not a whole number');
  if (!Number.isInteger(value)) return new Problem('is not a whole number');
  if (Math.abs(value) > LARGEST_COUNT) return new Problem('is larger than any licence count');
  return value;
}

/**
 * A number with a fraction: `1,234.5`, `1.234,5`, `1 234,5`, `(12.5)`, `12,5`, `$1,200`. With both marks present the
 * last one is the decimal mark. A single `.` or `,` before exactly three digits is a thousands mark when
 * `thousandsFirst`; else the column's `decimalMark` decides, which is the point unless the file shows otherwise.
 */
export function readDecimal(
  raw: string,
  options: { thousandsFirst?: boolean; decimalMark?: DecimalMark } = {},
): number | Problem {
  const bare = raw
    .normalize('NFKC')
    .replace(/[\u00a0\u202f\u2009]/g, ' ')
    .trim();
  const bracketed = /^\((.*)\)$/.exec(bare);
  const signed = (bracketed?.[1] ?? bare)
    .replace(/^([-−+]?\s*)(?:US\$|R\$|USD|EUR|BRL|[$€£¥])\s*|\s*(?:USD|EUR|BRL|[$€£¥])$/gi, '$1')
    .trim();
  const negative = bracketed !== null || /^[-−]/.test(signed);
  const digits = signed.replace(/^[-−+]\s*/, '');
  const size = parseUnsigned(digits, options.thousandsFirst ? undefined : (options.decimalMark ?? '.'));
  if (size === undefined) return new Problem('is not a number');
  return negative ? -size : size;
}

/** Without a decimal mark a single mark before three digits parts thousands. */
function parseUnsigned(text: string, decimalMark: DecimalMark | undefined): number | undefined {
  if (GROUPED_WITH_SPACE.test(text)) return Number(text.replace(/[ '’]/g, '').replace(',', '.'));
  const single = /^\d{1,3}[.,]\d{3}$/.test(text);
  if (single) {
    const fraction = decimalMark !== undefined && text.includes(decimalMark);
    return Number(text.replace(/[.,]/, fraction ? '.' : ''));
  }
  if (PLAIN_DOT.test(text)) return Number(text);
  if (GROUPED_WITH_COMMA.test(text)) return Number(text.replace(/,/g, ''));
  if (GROUPED_WITH_DOT.test(text)) return Number(text.replace(/\./g, '').replace(',', '.'));
  if (PLAIN_COMMA.test(text)) return Number(text.replace(',', '.'));
  return undefined;
}

/**
 * The decimal mark of a column, from values that can be read one way only (`1.250,50`, `12,5`); a column that cannot
 * tell follows the file: spreadsheets that part cells with `;` write decimal commas.
 */
export function decimalMarkOf(values: readonly string[], delimiter: string): DecimalMark {
  const ends = (mark: string) =>
    values.filter((text) => new RegExp(`\\${mark}(\\d{1,2}|\\d{4,})\\D*$`).test(text)).length;
  const [commas, points] = [ends(','), ends('.')];
  if (commas === points) return delimiter === ';' ? ',' : '.';
  return commas > points ? ',' : '.';
}
