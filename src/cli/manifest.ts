import { commands } from '../../commands/index.ts';
import { UserError } from '../base/errors.ts';
import { loadSettings } from '../config.ts';

interface Flags {
  commands: 'core' | 'all';
  prefix?: string;
  url?: string;
  socket?: true;
  name: string;
  org?: true;
}

/**
 * `pulse manifest slack`: the app as Slack's "From a manifest" takes it, on standard output. Names and address are the
 * settings' unless they are given; settings that only the finished app can give need not be there yet.
 */
export async function manifestSlack(flags: Flags): Promise<void> {
  const { slackManifest } = await import('../chat/slack/manifest.ts');
  const {
    SLACK_COMMAND: command,
    SLACK_COMMAND_PREFIX: prefix,
    PUBLIC_URL,
  } = loadSettings(['SLACK_COMMAND', 'SLACK_COMMAND_PREFIX', 'PUBLIC_URL']);
  const url = flags.url?.replace(/\/+$/, '') ?? PUBLIC_URL;
  const socket = flags.socket === true;
  if (url === undefined && !socket) {
    throw new UserError('Slack has to know where to reach the program.', {
      exitCode: 2,
      next: 'npm run -s pulse -- manifest slack --url https://HOST   or set PUBLIC_URL; behind a firewall: --socket',
    });
  }
  const mistake = mistakeIn({ url, prefix: flags.prefix ?? prefix, name: flags.name });
  if (mistake !== undefined) throw new UserError(mistake, { exitCode: 2 });
  const manifest = slackManifest(commands, {
    url,
    socket,
    name: flags.name,
    command,
    prefix: flags.prefix ?? prefix,
    which: flags.commands,
    organisation: flags.org === true,
  });
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
}

function mistakeIn({ url, prefix, name }: { url: string | undefined; prefix: string; name: string }) {
  if (url !== undefined && !isHttpsOrigin(url))
    return '--url (or PUBLIC_URL) takes an https address without a path, which Slack needs.';
  if (!/^[a-z0-9_-]{0,10}$/.test(prefix))
    return '--prefix takes up to 10 small letters, digits and hyphens, such as x-.';
  if (name.trim() === '' || [...name].length > 35) return '--name takes 1 to 35 letters.';
  return undefined;
}

/** Whether it is an https address without a path. */
export function isHttpsOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin } = new URL(text);
  return protocol === 'https:' && origin === text.toLowerCase();
}
