import { z } from 'zod/v4';
import { rotaNames } from '../db/readings/rota.ts';
import { assertNever } from '../src/base/errors.ts';
import { addAlert } from './alerts-add.ts';
import { drillRule } from './alerts-drill.ts';
import { editRule, removeRule } from './alerts-edit.ts';
import { listAlerts, listRules, showRule } from './alerts-list.ts';
import { muteAlerts } from './alerts-mute.ts';
import { changeOnCall, showOnCall } from './alerts-oncall.ts';
import { visibleRules } from './alerts-rights.ts';
import { type AlertsSaid, readAlerts } from './alerts-said.ts';
import { ruleName } from './alerts-shown.ts';
import { testAlert } from './alerts-test.ts';
import { whyAlert } from './alerts-why.ts';
import type { Asked } from './asked.ts';
import { type Body, command } from './command.ts';
import { joined, wrong } from './digest-said.ts';
import { said as saidWords } from './words.ts';

/** Calls that are lost: what is wrong now, the rules that watch, who is called, and what would have been said. */
export const alerts = command({
  name: 'alerts',
  words: {
    en: {
      names: ['alert', 'incidents', 'alarms'],
      title: 'Alerts',
      summary: 'Queues that lose callers: what is wrong now, rules, who is on call',
    },
    pt: {
      names: ['alertas', 'alerta', 'incidentes'],
      title: 'Alertas',
      summary: 'Filas que perdem chamadas: o que está errado agora, regras, plantão',
    },
    fr: {
      names: ['alertes', 'alerte', 'incidents'],
      title: 'Alertes',
      summary: 'Files qui perdent des appels : ce qui ne va pas, règles, astreinte',
    },
    es: {
      names: ['alertas', 'alerta', 'incidentes'],
      title: 'Alertas',
      summary: 'Colas que pierden llamadas: qué pasa ahora, reglas, guardia',
    },
    de: {
      names: ['Alarme', 'Alarm', 'Störungen'],
      title: 'Alarme',
      summary: 'Warteschlangen, die Anrufer verlieren: was jetzt ist, Regeln, Bereitschaft',
    },
    zh: { names: ['告警', '警报', '报警'], title: '告警', summary: '流失来电的队列：当前状况、规则、值班' },
  },
  examples: [
    'alerts',
    'alerts rules',
    'alerts add abandon-rate rota:support tag:gold',
    'alerts add abandon-rate queue:"Support EN" severity:warning min_rate:20% min_calls:15',
    'alerts add new-overage',
    'alerts test abandon-rate 30d',
    'alerts why',
    'alerts mute 3 6h',
    'alerts oncall',
    'alerts oncall override support eva@example.com 2026-12-24..2026-12-26',
    'alerts drill 3',
  ],
  changes: true,
  personal: true,
  args: z.object({ said: saidWords('alerts') }),
  list: {
    columns: [
      ...['where', 'alert_phase', 'since', 'abandon_rate', 'normal_rate', 'handled_by', 'rule'],
      ...['rule_name', 'watches', 'narrowed', 'channel', 'severity', 'rota', 'rule_state', 'missing'],
    ],
    fixed: true,
  },
  chat: {
    groups: [
      {
        name: 'where',
        lead: 'abandon_rate',
        brief: [
          ...['fired_at', 'because', 'alert_phase', 'since', 'normal_rate', 'normal_high'],
          ...['resolved_at', 'called_for', 'handled_by', 'rule'],
        ],
      },
      { name: 'rule_name', lead: 'rule_state', brief: ['rule', 'missing', 'watches', 'rota'] },
      { name: 'person', lead: 'position', brief: ['rota', 'until'] },
    ],
    alone: true,
  },
  run: (asked, { said }) => answer(asked, said),
});

async function answer(asked: Asked, text: string): Promise<Body> {
  const rules = await visibleRules(asked);
  const said = readAlerts(text, {
    say: asked.say,
    narrowing: asked.narrowing,
    rules: rules.map((rule) => ({ id: rule.id, name: ruleName(asked, rule) })),
    rotas: rotaNames(asked.db),
  });
  if (asked.narrowing !== '' && !takesFilters(said))
    throw wrong(
      asked.say('error.not-here', { what: asked.narrowing, command: `alerts ${said.verb}` }),
      joined('alerts', text),
    );
  switch (said.verb) {
    case 'list':
      return listAlerts(asked);
    case 'rules':
      return listRules(asked);
    case 'show':
      return showRule(asked, said.id);
    case 'add':
      return addAlert(asked, said);
    case 'edit':
      return editRule(asked, said.id, said.options);
    case 'remove':
      return removeRule(asked, said.id);
    case 'mute':
    case 'unmute':
      return muteAlerts(asked, said);
    case 'test':
      return testAlert(asked, said);
    case 'why':
      return whyAlert(asked, said);
    case 'oncall':
      return said.said.verb === 'show' ? showOnCall(asked, said.said.rota) : changeOnCall(asked, said.said);
    case 'drill':
      return drillRule(asked, said.id);
    default:
      return assertNever(said);
  }
}

/** Whether filters say something of it: whose queues. */
function takesFilters(said: AlertsSaid): boolean {
  switch (said.verb) {
    case 'list':
    case 'add':
    case 'edit':
    case 'mute':
    case 'unmute':
    case 'test':
    case 'why':
      return true;
    case 'rules':
    case 'show':
    case 'remove':
    case 'oncall':
    case 'drill':
      return false;
  }
}
