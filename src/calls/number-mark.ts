const DIGITS = 7;

/**
 * Four letters that tell two numbers of one call apart, and from which nobody finds a number again: hundreds share each. By
 * the last seven digits, since some records write a number with its country and others without.
 */
export function markOf(number: string | undefined): string | undefined {
  const digits = (number ?? '').replace(/\D/g, '').slice(-DIGITS);
  if (digits === '') return undefined;
  // FNV-1a, folded to 16 bits.
  let hash = 0x811c9dc5;
  for (let at = 0; at < digits.length; at++) hash = Math.imul(hash ^ digits.charCodeAt(at), 0x01000193);
  return (((hash >>> 16) ^ hash) & 0xffff).toString(16).padStart(4, '0');
}
