import { shellQuote } from '../answers/shell.ts';
import type { Role } from '../words/values.ts';

/** The command that lets somebody in, to be typed where the program runs; a word in place of an unknown e-mail. */
export function addCommand(email: string | null, role: Role): string {
  return `npm run -s pulse -- people add ${email === null ? 'E-MAIL' : shellQuote(email)} --role ${role}`;
}
