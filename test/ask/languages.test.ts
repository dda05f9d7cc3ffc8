import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { commandNames } from '../../src/ask/vocabulary.ts';
import { foldValue } from '../../src/words/fold.ts';
import { languages } from '../../src/words/languages.ts';
import { filterSpellings, groupSpellings, type SpelledList, settingSpellings } from '../../src/words/question-words.ts';
import { textOf } from './vocabulary.ts';

/** What a person of each language types, and the same in our words. */
const spoken: readonly (readonly [string, string])[] = [
  ['vencendo 90 dias país:brasil', 'expiring 90d country:BR'],
  ['vencimentos nos próximos 90 dias por responsável', 'expiring 90d by:owner'],
  ['clientes suspenso', 'customers suspended'],
  ['baixa atribuição família:chamadas', 'low-assignment family:calling'],
  ['agrupamento aja agora m365', 'cluster act-now m365'],
  ['novos este mês etiqueta:ouro', 'new this-month tag:ouro'],
  ['renovações próximo trimestre meus', 'renewing next-quarter owner:me'],
  ['excedente responsável:nenhum', 'overage owner:none'],
  ['expirations 12 semaines pays:Allemagne', 'expiring 12w country:DE'],
  ['échéances ce mois-ci type:essai', 'expiring this-month type:trial'],
  ['faible attribution', 'low-assignment'],
  ['dépassements propriétaire:moi', 'overage owner:me'],
  ['clients expiré', 'customers expired'],
  ['échéances dans les 90 prochains jours', 'expiring 90d'],
  ['contrats trimestre prochain', 'agreements next-quarter'],
  ['por vencer 3 meses país:México', 'expiring 3m country:MX'],
  ['vencimientos mes que viene ordenar por total', 'expiring next-month sort:total'],
  ['baja asignación ciudad:Bogotá', 'low-assignment city:Bogotá'],
  ['clientes mis clientes', 'customers owner:me'],
  ['caducados últimos 30 días', 'expired 30d'],
  ['propensión actuar ahora', 'cluster act-now'],
  ['ablaufend 3 Monate Land:Österreich', 'expiring 3m country:AT'],
  ['läuft ab diesen Monat nach Inhaber', 'expiring this-month by:owner'],
  ['geringe Zuweisung Produktfamilie:Telefonie', 'low-assignment family:calling'],
  ['Verlängerungen nächstes Quartal', 'renewing next-quarter'],
  ['Kunden gesperrt Brasilien', 'customers suspended country:BR'],
  ['neu letzten 30 Tage Deutschland', 'new 30d country:DE'],
  ['Cluster jetzt handeln', 'cluster act-now'],
  ['到期 90天 国家:巴西', 'expiring 90d country:BR'],
  ['到期90天按国家', 'expiring 90d by:country'],
  ['即将到期 下季度 立即行动', 'expiring next-quarter cluster:act-now'],
  ['低分配', 'low-assignment'],
  ['客户 已暂停 负责人:我', 'customers suspended owner:me'],
  ['过期 过去30天', 'expired 30d'],
  ['续订 本月 前 20', 'renewing this-month top:20'],
];

const spellingsOf = (command: (typeof commands)[number]) =>
  Object.fromEntries(languages.map((language) => [language, commandNames(command, language)]));

describe('questions in six languages', () => {
  it.each(spoken)('reads %s', (text, ours) => {
    expect(textOf(text)).toBe(ours);
  });

  it.each(spoken.map(([text]) => text))('reads %s in capitals and without accents', (text) => {
    const shouted = text.toUpperCase();
    const plain = text.normalize('NFD').replace(/(?<=[a-z])\p{M}/giu, '');
    const folded = (each: string) => foldValue(textOf(each));
    expect(folded(shouted)).toBe(folded(text));
    expect(folded(plain)).toBe(folded(text));
  });

  const lists: readonly (readonly [string, SpelledList])[] = [
    ['command', Object.fromEntries(commands.map((each) => [each.name, spellingsOf(each)]))],
    ['filter or setting', { ...filterSpellings, ...settingSpellings }],
    ['group', { ...filterSpellings, ...groupSpellings }],
  ];
  it.each(lists)('never calls two a %s by one name', (_, list) => {
    const owners = new Map<string, string>();
    for (const [code, spelled] of Object.entries(list)) {
      for (const spelling of Object.values(spelled).flat()) {
        const folded = foldValue(spelling);
        expect([code, spelling]).toEqual([owners.get(folded) ?? code, spelling]);
        owners.set(folded, code);
      }
    }
  });
});
