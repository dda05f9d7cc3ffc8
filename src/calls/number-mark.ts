const DIGITS = 7;

/**
 * Four letters that tell two numbers of one call apart, and from which nobody finds a number again: hundreds share each. By
 * the last seven digits, since some records write a number with its country and others without.
 */
export function markOf(number: string | undefined): string | undefined {
  const digits = (number ?? '').replace(/\D/g, '').slice(-DIGITS);
  if (digits === '') return undefined;
  const hash = hashOf(digits);
  return (((hash >>> 16) ^ hash) & 0xffff).toString(16).padStart(4, '0');
}

/** Eight letters that tell two ids of one call apart. It may be a person's id, who sent the call on: that is not kept. */
export function markOfId(id: string | undefined): string | undefined {
  return id === undefined ? undefined : (hashOf(id.toLowerCase()) >>> 0).toString(16).padStart(8, '0');
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
