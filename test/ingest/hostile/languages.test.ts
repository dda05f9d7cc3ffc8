import { describe } from 'vitest';
import type { Language } from '../../../src/words/languages.ts';
import { partly, taken, testCases } from './cases.ts';
import { type Cells, csv, foreignGrid, ordinary } from './files.ts';

const hub = ['customer', 'customerId', 'status', 'managedBy', 'country'];
const lines = [
  'usedLicenses',
  'endDate',
  'customer',
  'totalLicenses',
  'subscriptionType',
  'assignedLicenses',
  'autoRenew',
  'product',
  'subscriptionId',
  'startDate',
  'managedBy',
  'usedLicenses3m',
  'customerId',
  'status',
  'country',
  'tags',
];

interface Words {
  trial: string;
  yes: string;
  no: string;
  partner: string;
  expiring: string;
  actNow: string;
  high: string;
  admin: string;
  own: string;
  total: string;
}

const words: Record<Exclude<Language, 'en'>, Words> = {
  pt: {
    trial: 'Teste',
    yes: 'Sim',
    no: 'Não',
    partner: 'Parceiro',
    expiring: 'Expirando em breve',
    actNow: 'Aja agora',
    high: 'Alto',
    admin: 'Administrador',
    own: 'Próprios',
    total: 'Total geral',
  },
  fr: {
    trial: 'Essai',
    yes: 'Oui',
    no: 'Non',
    partner: 'Partenaire',
    expiring: 'Expire bientôt',
    actNow: 'Agissez maintenant',
    high: 'Élevé',
    admin: 'Administratrice',
    own: 'Mes clients',
    total: 'Total général',
  },
  es: {
    trial: 'Prueba',
    yes: 'Sí',
    no: 'No',
    partner: 'Socio',
    expiring: 'Vence pronto',
    actNow: 'Actuar ahora',
    high: 'Alta',
    admin: 'Administrador',
    own: 'Mis clientes',
    total: 'Total general',
  },
  de: {
    trial: 'Test',
    yes: 'Ja',
    no: 'Nein',
    partner: 'Partner',
    expiring: 'Läuft bald ab',
    actNow: 'Jetzt handeln',
    high: 'Hoch',
    admin: 'Administrator',
    own: 'Eigene Kunden',
    total: 'Gesamtsumme',
  },
  zh: {
    trial: '试用',
    yes: '是',
    no: '否',
    partner: '合作伙伴',
    expiring: '即将到期',
    actNow: '立即行动',
    high: '高',
    admin: '管理员',
    own: '自己的客户',
    total: '合计',
  },
};
const languages = Object.keys(words) as (keyof typeof words)[];

describe('headers and values of one language', () => {
  testCases(
    languages.flatMap((language) => {
      const said = words[language];
      const rows: Cells[] = [
        { subscriptionType: said.trial, autoRenew: said.no, managedBy: said.partner, subscriptionId: '' },
        { subscriptionType: said.trial.toUpperCase(), autoRenew: said.yes, managedBy: said.partner },
      ];
      const totals = `${said.total}${';'.repeat(lines.length - 1)}\r\n`;
      return [
        {
          it: `${language}: subscriptions, columns shuffled, semicolons, a totals row`,
          content: csv(foreignGrid('partner-hub-subscriptions', language, rows, lines), { delimiter: ';' }) + totals,
          ends: taken(
            2,
            {
              lines: 2,
              total: 20,
              assigned: 16,
              used: 10,
              types: ['trial', 'trial'],
              renews: [0, 1],
              managers: ['partner', 'partner'],
            },
            { report: 'partner-hub-subscriptions' as const, says: 'Line 4 holds totals' },
          ),
        },
        {
          it: `${language}: customers and their statuses`,
          content: csv(
            foreignGrid('partner-hub-customers', language, [{ status: `${said.expiring}; ${said.trial}` }], hub),
          ),
          ends: taken(1, { statuses: ['["expiring_soon","trial"]'] }, { report: 'partner-hub-customers' as const }),
        },
        {
          it: `${language}: clusters and bands`,
          content: csv(
            foreignGrid(
              'cloudascent-azure',
              language,
              [{ azureCluster: said.actNow, azureFit: said.high, azureIntent: said.high }],
              ['azureIntent', 'azureFit', 'azureCluster', 'customerId', 'accountName', 'city'],
            ),
          ),
          ends: taken(1, { areas: ['azure:act-now:A1'] }, { report: 'cloudascent-azure' as const }),
        },
        {
          it: `${language}: people, roles and scopes`,
          content: csv(
            foreignGrid(
              'people',
              language,
              [{ role: said.admin, scope: said.own, timeZone: '' }],
              ['scope', 'name', 'role', 'email', 'timeZone'],
            ),
          ),
          ends: taken(1, { people: ['rep1@reseller.example:admin:own'] }, { report: 'people' as const }),
        },
        {
          it: `${language}: a CRM list`,
          content: csv(
            foreignGrid('crm-customers', language, ordinary(2), [
              'owner',
              'customer',
              'industry',
              'country',
              'segment',
            ]),
          ),
          ends: taken(
            2,
            { names: ['Company 1', 'Company 2'], segments: ['Mid-market', 'Mid-market'] },
            { report: 'crm-customers' as const },
          ),
        },
      ];
    }),
  );
});

describe('Portuguese as portals and people write it', () => {
  const header = (headers: string) =>
    `${headers}\r\nNova;n1;Webex Meetings;Assinatura;01/03/2025;31/03/2026;Sim;1.234;1.000\r\n`;
  const nova = taken(1, {
    lines: 1,
    total: 1234,
    assigned: 1000,
    starts: ['2025-03-01'],
    ends: ['2026-03-31'],
    types: ['subscription'],
    renews: [1],
  });
  testCases([
    {
      it: 'the official headers',
      content: header(
        'Cliente;ID do cliente;Produto;Tipo de assinatura;Data de início;Data de término;Renovação automática;Licenças totais;Licenças atribuídas',
      ),
      ends: nova,
    },
    {
      it: 'without accents, in capitals, with underscores',
      content: header(
        'CLIENTE;ID_CLIENTE;PRODUTO;TIPO_ASSINATURA;DATA_INICIO;DATA_TERMINO;RENOVACAO_AUTOMATICA;LICENCAS_TOTAIS;LICENCAS_ATRIBUIDAS',
      ),
      ends: nova,
    },
    {
      it: 'other word order, other small words',
      content: header(
        'cliente;cliente ID;produto;assinatura tipo;início data;término da data;automática renovação;totais licenças;atribuídas licenças',
      ),
      ends: nova,
    },
    {
      it: 'in Windows-1252',
      content: Buffer.from(
        header(
          'Cliente;ID do cliente;Produto;Tipo de assinatura;Data de início;Data de término;Renovação automática;Licenças totais;Licenças atribuídas',
        ),
        'latin1',
      ),
      ends: nova,
    },
    {
      it: 'English headers over Portuguese values',
      content: header(
        'Customer;Customer ID;Product;Subscription Type;Start Date;End Date;Auto Renew;Total Licenses;Assigned Licenses',
      ),
      ends: nova,
    },
    {
      it: 'a value of no language rejects its row and names what is allowed',
      content: `${header('Cliente;ID do cliente;Produto;Tipo de assinatura;Data de início;Data de término;Renovação automática;Licenças totais;Licenças atribuídas')}Nova;n1;Webex Calling;Aluguel;01/03/2025;31/03/2026;Sim;1;1\r\nNova;n1;Webex Suite;Teste;01/03/2025;31/03/2026;talvez;1;1\r\nNova;n1;Webex Suite;Teste;01/03/2025;31/03/2026;;1;1\r\n`,
      ends: partly(
        4,
        [
          [3, 'Tipo de assinatura', 'is not one of Subscription, Trial'],
          [4, 'Renovação automática', 'is neither Yes nor No'],
        ],
        { lines: 2, total: 1235 },
      ),
    },
  ]);
});
