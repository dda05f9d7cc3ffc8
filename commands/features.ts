import { z } from 'zod/v4';
import { featureCalls, featuresOf, unusedFeatures } from '../db/readings/lists/features.ts';
import { wholeTable } from '../src/answers/answer.ts';
import { answeredWeek, weekTitle } from './asked-week.ts';
import { command } from './command.ts';
import { withoutData } from './without-data.ts';
import { week } from './words.ts';

const columns = ['feature', 'calls', 'share', 'customers'];

const words = {
  en: {
    names: ['calling features', 'feature usage'],
    title: 'Calling features: {period}',
    summary: 'Calls by feature in a week, and what customers leave unused',
  },
  pt: {
    names: ['recursos', 'funcionalidades', 'recursos de chamada'],
    title: 'Recursos de chamada: {period}',
    summary: 'Chamadas por recurso em uma semana, e o que os clientes não usam',
  },
  fr: {
    names: ['fonctions', 'fonctionnalités', 'fonctions d’appel'],
    title: 'Fonctions d’appel : {period}',
    summary: 'Appels par fonction sur une semaine, et ce que les clients n’utilisent pas',
  },
  es: {
    names: ['funciones', 'funcionalidades', 'funciones de llamada'],
    title: 'Funciones de llamada: {period}',
    summary: 'Llamadas por función en una semana, y lo que los clientes no usan',
  },
  de: {
    names: ['Funktionen', 'Anruffunktionen', 'Leistungsmerkmale'],
    title: 'Anruffunktionen: {period}',
    summary: 'Anrufe nach Funktion in einer Woche, und was Kunden nicht nutzen',
  },
  zh: {
    names: ['功能', '通话功能', '功能使用'],
    title: '通话功能：{period}',
    summary: '某一周按功能统计的通话，以及客户未使用的功能',
  },
};

/** Features of Webex Calling in one week, those with most calls first. */
export const features = command({
  name: 'features',
  words,
  examples: ['features', 'features last-week country:BR', 'features owner:me'],
  args: z.object({ week: week() }),
  list: { columns, fixed: true },
  chat: { lead: 'calls', brief: ['share', 'customers'] },
  needs: ['partner-hub-features'],
  async run(asked, args) {
    const { lens, filters, say } = asked;
    const { week: shown, notes } = await answeredWeek(asked, 'features', args.week);
    const selection = { subject: featuresOf(shown), conditions: [], filters, columns: [] };
    const rows = await featureCalls(lens, shown, selection);
    const unused = await unusedFeatures(lens, shown, selection, asked.pageSize);
    const listed = unused.rows.map((row) => ({ ...row }));
    return {
      title: weekTitle(asked, words, shown),
      facts: [],
      table: wholeTable(
        [...columns],
        rows.map((row) => ({ ...row })),
      ),
      sections:
        unused.total === 0
          ? []
          : [
              {
                title: say('section.features-unused'),
                table: { ...wholeTable(['customer', 'features_unused'], listed), total: unused.total },
              },
            ],
      notes: [...notes, ...(rows.length > 0 ? [say('note.share')] : []), ...(await withoutData(asked, selection))],
      next: ['calling', 'queues'],
    };
  },
});
