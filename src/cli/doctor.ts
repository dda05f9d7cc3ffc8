import { existsSync } from 'node:fs';
import { commands } from '../../commands/index.ts';
import { migrationState } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { printable } from '../answers/text.ts';
import { systemClock as clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { type Finding, ok, wrong } from '../base/finding.ts';
import type { Installed } from '../chat/slack/doctor.ts';
import { type Config, loadConfig } from '../config.ts';
import { checkData } from './doctor-data.ts';

/**
 * `pulse doctor`: looks at the settings, the data and Slack one by one, prints what it finds with the fix of what is
 * wrong, and ends with 1 if anything is wrong. Changes nothing and prints no secret.
 */
export async function runDoctor({ format }: { format: 'text' | 'json' }): Promise<void> {
  const found = await examine();
  const isWell = found.every(({ verdict }) => verdict !== 'wrong');
  if (format === 'json') process.stdout.write(`${JSON.stringify({ ok: isWell, findings: found }, null, 2)}\n`);
  else process.stdout.write(`${asText(found)}\n`);
  process.exitCode = isWell ? 0 : 1;
}

async function examine(): Promise<Finding[]> {
  const found: Finding[] = [ok('Node', `${process.version}, which is new enough`)];
  let config: Config;
  try {
    config = loadConfig();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [...found, wrong('settings', error.message, error.next ?? 'correct them in .env')];
  }
  found.push(ok('settings', 'no mistakes'));
  found.push(...(await checkData(config, clock.now())));
  const { slack, publicUrl } = config;
  if (slack === undefined) return [...found, ok('Slack', 'not set up; docs/slack.md leads through it in ten minutes')];
  const { checkSlack } = await import('../chat/slack/doctor.ts');
  const installed = await installedIn(config);
  const localUrl = localUrlOf(config);
  const checkup = { settings: slack, publicUrl, localUrl, installed, questions: commands, clock };
  return [...found, ...(await checkSlack(checkup))];
}

/** Undefined where the port is whichever was free. */
function localUrlOf({ host, port }: Config): string | undefined {
  if (port === 0) return undefined;
  // An address to listen at all of them is none to call.
  const called = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${called.includes(':') ? `[${called}]` : called}:${port}`;
}

/** What an unsound database holds is not looked at; it was said already. */
async function installedIn({ databasePath, secretsKey }: Config): Promise<Installed[]> {
  if (!existsSync(databasePath)) return [];
  const { installedWorkspaces } = await import('../chat/slack/doctor-installed.ts');
  let db: Database | undefined;
  try {
    db = openDatabase(databasePath);
    return migrationState(db).state === 'current' ? await installedWorkspaces(db, clock, secretsKey) : [];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  } finally {
    db?.close();
  }
}

const signs = { ok: 'ok   ', warn: 'warn ', wrong: 'WRONG' } as const;

function asText(found: readonly Finding[]): string {
  const lines = found.flatMap(({ check, verdict, detail, fix }) => [
    `${signs[verdict]}  ${printable(check)}: ${detail.split('\n').map(printable).join('\n         ')}`,
    ...(fix === undefined ? [] : [`       → ${printable(fix)}`]),
  ]);
  const count = (verdict: Finding['verdict']) => found.filter((each) => each.verdict === verdict).length;
  return [...lines, '', `${count('ok')} ok, ${count('warn')} to look at, ${count('wrong')} wrong`].join('\n');
}
