import { printable } from '../answers/text.ts';
import type { OpenPlatform } from './chat-platform.ts';

interface Told {
  /** The open one-time code, where there is no administrator yet. */
  readonly code: string | undefined;
  /** Nothing is imported yet. */
  readonly isEmpty: boolean;
}

/** What whoever started the program has to know of its chats, in lines. */
export function chatLines(
  opened: readonly Pick<OpenPlatform, 'standing' | 'claimWith'>[],
  { code, isEmpty }: Told,
): string {
  const lines = opened.flatMap(({ standing }) => standing);
  if (isEmpty) {
    lines.push(
      'Nothing is imported yet: send an export to the bot, in a chat with it alone, or npm run -s pulse -- import FILE',
      '(With a chat set up, the demo of invented companies is not shown.)',
    );
  }
  if (code !== undefined) {
    const ways = opened.map((each) => `→ ${each.claimWith(code)}`);
    lines.push('There is no administrator yet. To become the first one, type:', ...ways);
  }
  return lines.map(printable).join('\n');
}
