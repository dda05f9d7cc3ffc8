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
  /** A word that was likely meant as a person, for whoever knows the people to offer the nearest. */
  readonly person?: UnknownPerson;
}

/** A word where an e-mail address belongs, with the text around it. */
interface UnknownPerson {
  readonly before: string;
  readonly word: string;
  readonly behind: string;
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
  /** Where a word stands that was likely meant as a person. */
  readonly person: Omit<Fix, 'texts'> | undefined;

  constructor(key: MessageKey, values: Readonly<Record<string, string>> = {}, fix?: Fix, person?: Omit<Fix, 'texts'>) {
    super(key);
    this.name = 'Misunderstanding';
    this.error = { key, values };
    this.fix = fix;
    this.person = person;
  }
}
