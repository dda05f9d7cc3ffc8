import { z } from 'zod/v4';
import { companies, isOfPortal } from '../db/readings/lists/companies.ts';
import { customerCount, readFacts } from '../db/readings/lists/facts.ts';
import { readGroups } from '../db/readings/lists/groups.ts';
import { licenseWeeks } from '../db/readings/lists/license-weeks.ts';
import { autoRenews, currentLines, endsWithin, isOver, ofFamilies } from '../db/readings/lists/lines.ts';
import { lowAssignment } from '../db/readings/lists/low-assignment.ts';
import { wholeTable } from '../src/answers/answer.ts';
import { addDays } from '../src/base/days.ts';
import { command } from './command.ts';
import { weeksChart } from './licenses.ts';
import { ourRule } from './our-rule.ts';
import { withoutData } from './without-data.ts';
import { codes } from './words.ts';

/** The portal's headline figures, which look only at calling and meetings; a suite is both. */
const HEADLINE_FAMILIES = ['calling', 'meetings'];
const NEAR_DAYS = 90;
const columns = ['status', 'customers'];

/** Customers by portal status, with the portal's headline figures. */
export const overview = command({
  name: 'overview',
  words: {
    en: {
      names: ['summary', 'dashboard'],
      title: 'Overview',
      summary: 'The portal’s top row: customers by status, what ends, renews or is over its limit',
    },
    pt: {
      names: ['visão geral', 'resumo', 'painel'],
      title: 'Visão geral',
      summary: 'A linha superior do portal: clientes por status, o que termina, renova ou excede o limite',
    },
    fr: {
      names: ['aperçu', "vue d'ensemble", 'résumé'],
      title: 'Vue d’ensemble',
      summary: 'Le haut du portail : clients par statut, ce qui se termine, se renouvelle ou dépasse sa limite',
    },
    es: {
      names: ['resumen', 'vista general', 'panorama'],
      title: 'Resumen',
      summary: 'La fila superior del portal: clientes por estado, lo que termina, se renueva o supera su límite',
    },
    de: {
      names: ['Übersicht', 'Überblick', 'Zusammenfassung'],
      title: 'Überblick',
      summary: 'Die Kopfzeile des Portals: Kunden nach Status, was endet, sich verlängert oder über dem Limit ist',
    },
    zh: {
      names: ['概览', '总览', '概况'],
      title: '概览',
      summary: '门户首行：按状态统计客户，以及到期、续订和超额情况',
    },
  },
  examples: ['overview', 'overview calling', 'overview country:BR'],
  args: z.object({ families: codes('family') }),
  list: { columns, fixed: true },
  needs: ['partner-hub-subscriptions', 'partner-hub-customers'],
  async run(asked, args) {
    const { lens, filters } = asked;
    const families = args.families.length > 0 ? args.families : HEADLINE_FAMILIES;
    const lines = async (...conditions: Parameters<typeof readFacts>[1]['conditions']) => {
      const selection = {
        subject: currentLines,
        conditions: [ofFamilies(families), ...conditions],
        filters,
        columns: [],
      };
      return (await readFacts(lens, selection, { customers: customerCount() })).customers;
    };
    const near = endsWithin(lens.asOf, addDays(lens.asOf, NEAR_DAYS));
    const everyone = { subject: companies, conditions: [isOfPortal], filters, columns: [] };
    const all = await readFacts(lens, everyone, { customers: customerCount() });
    const statuses = await readGroups(lens, everyone, { by: 'status', sums: [], order: null });
    const inFamilies = [
      ...filters,
      { key: 'family', negated: false, none: false, ranges: [], values: families } as const,
    ];
    const weeks = await licenseWeeks(lens, inFamilies);
    return {
      facts: [
        { key: 'customers', value: await lines() },
        { key: 'customers_all', value: all.customers },
        { key: 'nearing_expiration', value: await lines(near, autoRenews(false)) },
        { key: 'nearing_renewal', value: await lines(near, autoRenews(true)) },
        { key: 'low_assignment', value: await lines(await lowAssignment(lens)) },
        { key: 'over_limit', value: await lines(isOver) },
      ],
      table: wholeTable(
        columns,
        statuses.rows.filter((row) => row['status'] !== null),
      ),
      chart: weeksChart(weeks),
      notes: [
        ...(args.families.length > 0 ? [asked.say('note.overview-statuses')] : []),
        ...(await withoutData(asked, everyone)),
        ourRule(asked, 'low_assignment'),
      ],
      next: ['expiring', 'overage', 'low-assignment'],
    };
  },
});
