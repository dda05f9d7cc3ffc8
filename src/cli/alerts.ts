import type { AlertServices, Replayed, WantedReplay } from '../../commands/alert-services.ts';
import { type AlertRule, type RuleKind, standingRules } from '../../db/readings/alert-rules.ts';
import { knownTime } from '../../db/readings/known-time.ts';
import { commandLine } from '../access/asker.ts';
import { jsonLine } from '../answers/json.ts';
import { printable } from '../answers/text.ts';
import { UserError } from '../base/errors.ts';
import { loadConfig } from '../config.ts';
import { ruleKindOf } from '../words/alert-words.ts';
import { messagesFor } from '../words/messages.ts';
import { chartOf } from './alert-chart.ts';
import { openFileAlone } from './alert-file.ts';
import { spanOf } from './alert-moments.ts';
import { type About, asElements, asReport } from './alert-report.ts';
import { type Answering, findAnsweringDatabase, openAnsweringDatabase } from './databases.ts';
import { deskOf } from './desk.ts';

interface TestFlags {
  from: string;
  to: string;
  file?: string;
  customer?: string;
  format: 'text' | 'json' | 'chart';
}

/** What is tested: a kind by its usual settings, or a rule that was added. */
type Tested = Pick<WantedReplay, 'kind' | 'settings' | 'filters' | 'queue' | 'rule'> & { readonly name: string };

/**
 * `pulse alerts test`: when a rule would have fired, on standard output. With a file it looks at that file alone, in a
 * database that is thrown away. Throws a UserError for wrong use; finding nothing is none.
 */
export async function testAlerts(rule: string, { from, to, file, customer, format }: TestFlags): Promise<void> {
  const span = spanOf(from, to);
  const config = loadConfig();
  const own = file === undefined ? openAnsweringDatabase(config) : undefined;
  try {
    const tested = testedRule(rule, own ?? (() => findAnsweringDatabase(config)));
    const looked = own ?? (await openFileAlone(file ?? '', { customer, say: process.stderr }));
    try {
      // A file alone has no customers with tags and owners.
      const filters = own === undefined ? '' : tested.filters;
      if (filters !== tested.filters)
        process.stderr.write(`The rule is narrowed by ${printable(tested.filters)}; a file alone is not.\n`);
      const services = servicesOf(looked, config);
      const wanted = { ...tested, filters, rule: own === undefined ? null : tested.rule, ...span, asker: commandLine };
      const replayed = await services.replay(wanted, format === 'json' ? undefined : 'with-course');
      process.stdout.write(printed(format, replayed, { name: tested.name, span, known: knownTime(looked.db) }));
    } finally {
      if (looked !== own) looked.db.close();
    }
  } finally {
    own?.db.close();
  }
}

function printed(format: TestFlags['format'], replayed: Replayed, about: About): string {
  switch (format) {
    case 'json':
      return jsonLine(asElements(replayed.firings));
    case 'chart':
      return `${chartOf(replayed, about).map(printable).join('\n')}\n`;
    case 'text':
      return `${asReport(replayed, about, messagesFor('en')).map(printable).join('\n')}\n`;
  }
}

function servicesOf(looked: Answering, config: Parameters<typeof deskOf>[1]): AlertServices {
  const { alerts } = deskOf(looked, config);
  if (alerts === undefined) throw new UserError('There are no alerts here.');
  return alerts;
}

/** The kind or the rule that somebody means; a rule is looked up where rules are. */
function testedRule(text: string, at: Answering | (() => Answering | undefined)): Tested {
  const kind = ruleKindOf(text);
  if (kind !== undefined) {
    assertWatches(kind, text);
    return { kind, name: kind, settings: {}, filters: '', queue: null, rule: null };
  }
  const answering = typeof at === 'function' ? at() : at;
  // Before the first import there is no rule that could be meant.
  if (answering === undefined) throw unknownRule(text, []);
  try {
    const rules = standingRules(answering.db);
    const found = rules.find(({ id, name }) => String(id) === text || name.toLowerCase() === text.toLowerCase());
    if (found === undefined) throw unknownRule(text, rules);
    const { id, name, kind: of, settings, filters, queue } = found;
    assertWatches(of, text);
    return { kind: of, name, settings, filters, queue, rule: id };
  } finally {
    if (typeof at === 'function') answering.db.close();
  }
}

function assertWatches(kind: RuleKind, text: string): asserts kind is WantedReplay['kind'] {
  if (kind === 'abandon-rate' || kind === 'poor-call-rate') return;
  throw new UserError(`${printable(text)} tells of new rows of a list; it does not watch queues, so nothing fires.`, {
    exitCode: 2,
    next: 'npm run -s pulse -- alerts test abandon-rate --from 2026-11-01 --to 2026-11-30',
  });
}

function unknownRule(text: string, rules: readonly AlertRule[]): UserError {
  const known = ['abandon-rate', 'poor-call-rate', ...rules.map(({ id, name }) => `${id} (${name})`)];
  return new UserError(`There is no rule ${printable(text)}. There are: ${known.map(printable).join(', ')}.`, {
    exitCode: 2,
    next: 'npm run -s pulse -- alerts test abandon-rate --from 2026-11-01 --to 2026-11-30',
  });
}
