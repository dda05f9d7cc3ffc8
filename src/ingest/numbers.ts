import { Problem } from './problem.ts';

const ZERO = 48;
const NINE = 57;
const GROUPED_WITH_DOT = /^\d{1,3}(\.\d{3})+(,\d+)?$/;
const GROUPED_WITH_COMMA = /^\d{1,3}(,\d{3})+(\.\d+)?$/;
const GROUPED_WITH_SPACE = /^\d{1,3}([ '’]\d{3})+([.,]\d+)?$/;
const PLAIN_DOT = /^\d*\.\d+$|^\d+\.?$/;
const PLAIN_COMMA = /^\d*,\d+$/;
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
 * `thousandsFirst`; else `.` is a decimal point and `,` a thousands mark.
 */
export function readDecimal(raw: string, options: { thousandsFirst?: boolean } = {}): number | Problem {
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
  const size = parseUnsigned(digits, options.thousandsFirst ?? false);
  if (size === undefined) return new Problem('is not a number');
  return negative ? -size : size;
}

function parseUnsigned(text: string, thousandsFirst: boolean): number | undefined {
  if (GROUPED_WITH_SPACE.test(text)) return Number(text.replace(/[ '’]/g, '').replace(',', '.'));
  const single = /^\d{1,3}[.,]\d{3}$/.test(text);
  if (single && thousandsFirst) return Number(text.replace(/[.,]/, ''));
  if (PLAIN_DOT.test(text)) return Number(text);
  if (GROUPED_WITH_COMMA.test(text)) return Number(text.replace(/,/g, ''));
  if (GROUPED_WITH_DOT.test(text)) return Number(text.replace(/\./g, '').replace(',', '.'));
  if (PLAIN_COMMA.test(text)) return Number(text.replace(',', '.'));
  return undefined;
}
