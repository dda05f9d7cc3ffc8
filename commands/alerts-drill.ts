import type { DrillWarning } from './alert-services.ts';
import { alertsOf, assertMayChange, ruleNumbered, watches } from './alerts-rights.ts';
import { momentText, ruleName, zoneOf } from './alerts-shown.ts';
import type { Asked } from './asked.ts';
import type { Body } from './command.ts';
import { wrong } from './digest-said.ts';

/** Sends a test page to whoever is on call first, and says what would keep a real one from being heard. */
export async function drillRule(asked: Asked, id: number): Promise<Body> {
  const { say, asker, language } = asked;
  const rule = await ruleNumbered(asked, id);
  assertMayChange(asked, rule);
  if (!watches(rule)) throw wrong(say('alerts.drill-list', { name: ruleName(asked, rule) }), 'alerts rules');
  const drilled = await alertsOf(asked).drill(id, { asker, language });
  if (drilled.kind === 'not-here') throw wrong(say('alerts.drill-not-here', { id: String(id) }), undefined);
  if (drilled.kind === 'nobody')
    throw wrong(
      drilled.rota === null
        ? say('alerts.missing.no-rota')
        : say('alerts.missing.nobody-first', { rota: drilled.rota }),
      drilled.rota === null ? `alerts edit ${id} rota:support` : `alerts oncall ${drilled.rota}`,
    );
  const { first, warnings } = drilled;
  return {
    title: say('alerts.drilled', { who: first.name ?? first.email }),
    facts: [
      { key: 'rule', value: id },
      { key: 'person', value: first.name ?? first.email },
    ],
    notes: [
      ...warnings.map((warning) => warningText(asked, warning)),
      say('alerts.drilled-how', { who: first.name ?? first.email }),
    ],
    next: [`alerts rules ${id}`],
  };
}

function warningText(asked: Asked, warning: DrillWarning): string {
  const { say } = asked;
  const email = 'email' in warning ? warning.email : '';
  const rota = 'rota' in warning ? (warning.rota ?? '–') : '';
  const until = 'until' in warning ? (momentText(asked, warning.until) ?? '–') : '';
  return say(`alerts.warning.${warning.what}`, { email, rota, until, zone: zoneOf(asked) });
}
