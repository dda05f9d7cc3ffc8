import { printable } from '../answers/text.ts';
import { systemClock as clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { type Finding, ok, wrong } from '../base/finding.ts';
import { type Config, hasChat, loadConfig } from '../config.ts';
import { checkData } from './doctor-data.ts';

/**
 * `pulse doctor`: looks at the settings, the data, Slack and Teams one by one, prints what it finds with the fix of what is
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
  return [...found, ...(await chats(config))];
}

/** Without any chat each is named with its guide; beside one that is set up, the other is no finding. */
async function chats(config: Config): Promise<Finding[]> {
  const { slack, teams } = config;
  const found: Finding[] = [];
  if (slack !== undefined) found.push(...(await (await import('./doctor-slack.ts')).examineSlack(config, slack)));
  if (teams !== undefined) found.push(...(await (await import('./doctor-teams.ts')).examineTeams(config, teams)));
  if (hasChat(config)) return found;
  return [
    ok('Slack', 'not set up; docs/slack.md leads through it in ten minutes'),
    ok('Microsoft Teams', 'not set up; docs/teams.md leads through it'),
  ];
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
