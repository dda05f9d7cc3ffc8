import type { MessageKey } from '../words/messages.ts';

/** Why a text is no question: a message and what fills it. */
export interface AskError {
  readonly key: MessageKey;
  readonly values: Readonly<Record<string, string>>;
}

/** A text that was not understood, and the whole question it most likely meant, as canonical text that parses. */
export interface Misread {
  readonly error: AskError;
  readonly suggestion: string | null;
}

/** Part of the text that is wrong, and what could stand there instead, the likeliest first. */
export interface Fix {
  readonly start: number;
  readonly end: number;
  readonly texts: readonly string[];
}

/** Thrown while reading and caught by `readQuestion`; never leaves this room. */
export class Misunderstanding extends Error {
  readonly error: AskError;
  readonly fix: Fix | undefined;

  constructor(key: MessageKey, values: Readonly<Record<string, string>> = {}, fix?: Fix) {
    super(key);
    this.name = 'Misunderstanding';
    this.error = { key, values };
    this.fix = fix;
  }
}
