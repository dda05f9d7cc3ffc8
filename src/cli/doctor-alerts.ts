import type { Missing } from '../../commands/alert-services.ts';
import type { Database } from '../../db/open.ts';
import { type AlertRule, standingRules } from '../../db/readings/alert-rules.ts';
import { type Finding, ok, warn } from '../base/finding.ts';
import type { Config } from '../config.ts';
import { onCallOf } from './alert-on-call.ts';
import { missingOf } from './alert-ready.ts';
import { deskOf } from './desk.ts';

/** Whether the rules of alerts can call anybody: what each lacks, and who on call is not known to the chat. Changes nothing. */
export async function checkAlerts(db: Database, config: Config): Promise<Finding[]> {
  const rules = standingRules(db);
  if (rules.length === 0) return [];
  const desk = deskOf({ db, demo: false }, config);
  const found: Finding[] = [];
  for (const rule of rules) {
    const check = `alerts ${rule.name}`;
    const isOfList = rule.kind === 'new-overage' || rule.kind === 'expiring';
    const [first] = isOfList ? [] : await missingOf(desk, rule);
    if (first !== undefined) found.push(warn(check, `calls nobody: ${told(first)}`, fixOf(first, rule)));
    else found.push(ok(check, rule.state === 'muted' ? 'muted' : 'ready'), ...strangers(db, rule, desk.clock.now()));
  }
  return found;
}

/** Whoever the chat does not know cannot be mentioned. */
function strangers(db: Database, rule: AlertRule, now: number): Finding[] {
  const unknown = onCallOf(db, rule.rota, now, rule.to).filter(({ user }) => user === null);
  if (unknown.length === 0) return [];
  const who = unknown.map(({ email }) => email).join(', ');
  return [
    warn(`alerts ${rule.name}`, `on call and not known in the chat: ${who}`, 'correct the e-mail address in the rota'),
  ];
}

function told(missing: Missing): string {
  switch (missing.what) {
    case 'no-feed':
      return 'there is no live feed of call records';
    case 'feed-silent':
      return 'no feed was heard in the last 30 minutes';
    case 'no-series':
      return 'no live feed is about a queue of it';
    case 'no-rota':
      return 'it has no rota';
    case 'nobody-first':
      return 'nobody is on call first now';
    case 'nobody-second':
      return 'nobody is on call second now';
    case 'no-drill':
      return 'no test page was sent in the last 90 days';
    case 'drill-unanswered':
      return 'its test page was not answered';
  }
}

function fixOf({ what }: Missing, { name }: AlertRule): string {
  switch (what) {
    case 'no-feed':
      return 'npm run -s pulse -- feed add, or CALL_RECORDS_SECRET for the webhook of Partner Hub';
    case 'feed-silent':
      return 'npm run -s pulse -- feed list says what it answered';
    case 'no-series':
      return `in chat: alerts edit ${name}, with other filters; or add the feed of that customer`;
    case 'no-rota':
      return `import a rota, then in chat: alerts edit ${name} rota:NAME`;
    case 'nobody-first':
    case 'nobody-second':
      return 'import a rota with two people: npm run -s pulse -- template rota';
    case 'no-drill':
    case 'drill-unanswered':
      return `in chat: alerts drill ${name}`;
  }
}
