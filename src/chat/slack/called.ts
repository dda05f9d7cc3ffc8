/** Slack's code as it may be logged and shown; anything that is none is untrusted text and left out. */
export function codeOf(text: unknown): string | undefined {
  return typeof text === 'string' && /^[a-z][a-z0-9_]{1,79}$/.test(text) ? text : undefined;
}

/** Scopes as Slack names them: `files:read,users:read.email`. */
export function scopesOf(text: unknown): string | undefined {
  return typeof text === 'string' && /^[a-z][a-z_:.,]{1,199}$/.test(text) ? text : undefined;
}
