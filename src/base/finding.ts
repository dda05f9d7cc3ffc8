/** What one check of `pulse doctor` found. */
export interface Finding {
  /** What was checked, in a word or three. */
  readonly check: string;
  /** warn: it works, but not for long or not for everybody. wrong: something does not work. */
  readonly verdict: 'ok' | 'warn' | 'wrong';
  /** What was found; never a secret. */
  readonly detail: string;
  /** What to do about it; absent where nothing is to be done. */
  readonly fix?: string;
}

export function ok(check: string, detail: string): Finding {
  return { check, verdict: 'ok', detail };
}

export function warn(check: string, detail: string, fix: string): Finding {
  return { check, verdict: 'warn', detail, fix };
}

export function wrong(check: string, detail: string, fix: string): Finding {
  return { check, verdict: 'wrong', detail, fix };
}
