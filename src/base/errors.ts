/** How a command ends when it fails: 1 failed, 2 wrong use or unknown file, 3 done with rejected rows, 4 held. */
type ExitCode = 1 | 2 | 3 | 4;

interface UserErrorOptions {
  exitCode?: ExitCode;
  next?: string;
  cause?: unknown;
}

/**
 * Something the person at the keyboard can put right.
 * `message` says what was wrong and what is allowed, `next` names the next command or click; no stack is shown.
 */
export class UserError extends Error {
  readonly exitCode: ExitCode;
  readonly next: string | undefined;

  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'UserError';
    this.exitCode = options.exitCode ?? 1;
    this.next = options.next;
  }
}

/** Something only a developer can put right: a promise of our own code did not hold. */
export class Bug extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'Bug';
  }
}

/** Ends a switch over a union: a case left out fails the type check, and throws a Bug if it is met at run time. */
export function assertNever(value: never): never {
  throw new Bug(`unexpected value: ${JSON.stringify(value) ?? String(value)}`);
}
