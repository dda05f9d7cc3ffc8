import { commands } from '../../commands/index.ts';
import { systemClock as clock } from '../base/clock.ts';
import type { Finding } from '../base/finding.ts';
import type { Config, SlackConfig } from '../config.ts';
import { withCurrent } from './doctor-database.ts';

/** `pulse doctor` on Slack: tokens, scopes, installations, secret and the way in. */
export async function examineSlack(config: Config, slack: SlackConfig): Promise<Finding[]> {
  const [{ checkSlack }, { installedWorkspaces }] = await Promise.all([
    import('../chat/slack/doctor.ts'),
    import('../chat/slack/doctor-installed.ts'),
  ]);
  const { publicUrl, secretsKey } = config;
  const installed = (await withCurrent(config, (db) => installedWorkspaces(db, clock, secretsKey))) ?? [];
  return checkSlack({
    ...{ settings: slack, publicUrl, installed, clock },
    localUrl: localUrlOf(config),
    questions: commands,
  });
}

/** Undefined where the port is whichever was free. */
function localUrlOf({ host, port }: Config): string | undefined {
  if (port === 0) return undefined;
  // An address to listen at all of them is none to call.
  const called = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${called.includes(':') ? `[${called}]` : called}:${port}`;
}
