/** The bytes of anything that is sent, as Teams counts them: its JSON as UTF-16, without the pictures in it. */
export function sizeOf(sent: unknown): number {
  return 2 * JSON.stringify(sent, (_, value: unknown) => (isPicture(value) ? '' : value)).length;
}

/** The bytes of a request's body in UTF-8, pictures and all. */
export function requestSizeOf(sent: unknown): number {
  return Buffer.byteLength(JSON.stringify(sent));
}

function isPicture(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('data:image/');
}
