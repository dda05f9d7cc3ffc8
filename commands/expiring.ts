import { z } from 'zod/v4';
import { periodText } from '../src/words/periods.ts';
import { command } from './command.ts';
import { endingBeside, endingColumns, listEnding } from './ending-lines.ts';
import { lineNotes } from './line-notes.ts';
import { ourRule } from './our-rule.ts';
import { period } from './words.ts';

/** Lines that end in the period and do not renew by themselves; unknown counts as not. */
export const expiring = command({
  name: 'expiring',
  words: {
    en: {
      names: ['expirations', 'ending'],
      title: 'Expiring: {period}',
      summary: 'Lines that end in a period and do not renew by themselves',
    },
    pt: {
      names: ['vencendo', 'expirando', 'a vencer', 'a expirar', 'vencimentos', 'vence', 'vencem', 'expira', 'expiram'],
      title: 'A expirar: {period}',
      summary: 'Linhas que terminam em um período e não se renovam sozinhas',
    },
    fr: {
      names: ['expirant', 'expirations', 'échéances', 'arrivant à échéance', 'expirent', 'arrivent à échéance'],
      title: 'Arrivent à expiration : {period}',
      summary: 'Lignes qui se terminent sur une période et ne se renouvellent pas seules',
    },
    es: {
      names: ['por vencer', 'vencen', 'vencimientos', 'caducan', 'expiran', 'vence', 'expira', 'caduca'],
      title: 'Por vencer: {period}',
      summary: 'Líneas que terminan en un período y no se renuevan solas',
    },
    de: {
      names: ['ablaufend', 'auslaufend', 'läuft ab', 'laufen ab'],
      title: 'Laufen ab: {period}',
      summary: 'Positionen, die in einem Zeitraum enden und sich nicht selbst verlängern',
    },
    zh: {
      names: ['到期', '即将到期', '快到期', '將到期'],
      title: '即将到期：{period}',
      summary: '一段时间内到期且不会自动续订的条目',
    },
  },
  examples: ['expiring 90d', 'expiring next-quarter cluster:act-now', 'expiring 30d by:owner'],
  args: z.object({ period: period('90d', 'ahead') }),
  list: { columns: endingColumns('end_date'), groups: ['month'] },
  chat: {
    lead: 'days_left',
    brief: ['product', 'total', 'end_date', 'auto_renew'],
    facts: ['expiring_customers', 'subscriptions', 'total', 'assigned_rate', 'auto_renew_unknown'],
  },
  needs: ['partner-hub-subscriptions'],
  async run(asked, args) {
    const { say } = asked;
    const { listed, from, to } = await listEnding(asked, args.period, false);
    const { facts } = listed;
    const beside = await endingBeside(asked, listed, from, to);
    const unknown = facts.auto_renew_unknown ?? 0;
    const { ended_since_export } = beside;
    return {
      facts: [
        { key: 'expiring_customers', value: facts.customers },
        { key: 'subscriptions', value: facts.subscriptions },
        { key: 'total', value: facts.total },
        { key: 'assigned_rate', value: facts.assigned_rate },
        { key: 'usage_rate', value: facts.usage_rate },
        { key: 'auto_renew_unknown', value: unknown },
        { key: 'ending_any', value: beside.ending_any },
        { key: 'ended_since_export', value: ended_since_export },
      ],
      table: listed.table,
      notes: [
        ...listed.notes,
        ...(unknown > 0 ? [say('note.auto-renew-unknown', { n: unknown })] : []),
        ...(await lineNotes(asked, listed, facts)),
        ...(ended_since_export > 0 ? [say('note.ended-since-export', { n: ended_since_export })] : []),
        ourRule(asked, 'successor'),
      ],
      next: asked.by === null ? [`expiring ${periodText(args.period)} by:owner`, 'renewing', 'overage'] : [],
    };
  },
});
