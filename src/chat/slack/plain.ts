/**
 * What somebody wrote, out of Slack's own spelling: entities and links as people see them, so `<http://nova.example|nova.example>`
 * is `nova.example` again. The bot's own mention goes, and so do the backticks around a question copied from its help.
 */
export function plainText(text: string, botUser?: string | null): string {
  return text
    .replace(/<([^<>]*)>/g, (_, inside: string) => token(inside, botUser))
    .replace(/`+/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/ {2,}/g, ' ')
    .trim();
}

function token(inside: string, botUser: string | null | undefined): string {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : inside.slice(bar + 1);
  switch (target[0]) {
    case '@':
      return target.slice(1) === botUser ? ' ' : `@${label || target.slice(1)}`;
    case '#':
      return `#${label || target.slice(1)}`;
    case '!':
      return label || `@${target.slice(1)}`;
    default:
      return label || target.replace(/^mailto:/, '');
  }
}
