import fc from 'fast-check';

const quoted = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => `"${text.replace(/["“”„‟″«»「」『』〝〞＂]/g, '')}x"`);
const text = fc.oneof(fc.constantFrom('gold', 'Gold', 'São', 'vip', 'none', 'me', 'a@b.example', '北京'), quoted);
const number = fc.oneof(fc.constantFrom('0', '1', '100', '1,000', '10k', '2.5'), fc.nat(99_999).map(String));
const day = fc.constantFrom('2026-12-01', '2026-12', '2027-01-31', '2028');
const sign = fc.constantFrom('>', '<', '>=', '<=', '≥', '≤', ':', ':>', ':<=', ': >');
const listOf = (value: fc.Arbitrary<string>) =>
  fc.array(value, { minLength: 1, maxLength: 3 }).map((all) => all.join(','));
const minus = fc.constantFrom('', '', '-');

const openKey = fc.constantFrom(
  'tag',
  'owner',
  'city',
  'customer',
  'product',
  'cohort',
  'domain',
  'etiqueta',
  '城市',
  'Stadt',
);
const closed: Record<string, string[]> = {
  country: ['BR', 'brasil', '"United States"', '德国', 'none'],
  cluster: ['act-now', '"Aja agora"', '评估', 'none'],
  area: ['m365', 'd365-bc', 'power-apps'],
  status: ['trial', 'expiring_soon', 'Gesperrt'],
  type: ['trial', 'subscription', 'essai'],
  family: ['calling', 'suite', 'azure'],
  vendor: ['webex', 'cisco', 'microsoft'],
  managed: ['partner', 'externo'],
  has: ['azure', 'ea', 'copilot'],
  'auto-renew': ['yes', 'no', 'não', 'none'],
};
const closedFilter = fc
  .constantFrom(...Object.keys(closed))
  .chain((key) => listOf(fc.constantFrom(...(closed[key] ?? []))).map((values) => `${key}:${values}`));
const filter = fc
  .tuple(
    minus,
    fc.oneof(
      fc.tuple(openKey, listOf(text)).map(([key, values]) => `${key}:${values}`),
      closedFilter,
      fc.tuple(fc.constantFrom('size', 'total', 'assigned', 'days_left'), sign, number).map((all) => all.join('')),
      fc.tuple(fc.constantFrom('size', 'total'), number).map(([key, to]) => `${key}:${to}..100000`),
      fc.tuple(fc.constantFrom(':', '>', '<='), day).map(([is, on]) => `end_date${is}${on}`),
      fc.constantFrom('successor:none', 'total:none,>5'),
    ),
  )
  .map((all) => all.join(''));
const bare = fc.constantFrom(
  'act-now',
  'evaluate',
  'm365',
  'calling',
  'trial',
  'suspended',
  'BR',
  'Brasilien',
  'mine',
  '-trial',
  '-BR',
);
const period = fc.constantFrom(
  '90d',
  '12 semaines',
  'hoje',
  'next-quarter',
  '本月',
  '2026-12',
  '45',
  'week:2026-11-15',
);
const settings = fc
  .record({
    by: fc.constantFrom('', 'by:country', 'por país', 'by owner', 'by:month'),
    sort: fc.constantFrom('', 'sort:-total', 'sort:customer,-total', 'sort by total'),
    top: fc.constantFrom('', 'top:20', 'top 5'),
    page: fc.constantFrom('', 'page:2'),
    asOf: fc.constantFrom('', 'as-of:2026-10-31', 'as of 2026-10-31'),
    lang: fc.constantFrom('', 'lang:pt', 'lang:Deutsch'),
    csv: fc.constantFrom('', 'csv'),
    period: fc.oneof(fc.constant(''), period),
  })
  .map((all) => Object.values(all).filter((each) => each !== ''));

/** A list's question in pieces, each of which may stand anywhere behind its command. */
export const questions = fc
  .record({
    head: fc.constantFrom('expiring', 'renewing', 'vencendo', '到期', 'por vencer'),
    filters: fc.array(filter, { maxLength: 4 }),
    words: fc.array(bare, { maxLength: 3 }),
    name: fc.oneof(
      fc.constant([]),
      quoted.map((name) => [name]),
    ),
    settings,
  })
  .map(({ head, filters, words, name, settings: set }) => ({ head, parts: [...filters, ...words, ...name, ...set] }));

const pieces = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(filter, bare, period, text) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'expiring',
      'customers',
      'tag',
      'assign',
      'help',
      'cluster',
      'cohort',
      'customer',
      'links',
      'overview',
      'new',
      'queues',
      '低分配',
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        "'; drop table customers; --",
        '1=1',
        '$(rm -rf /)',
        '`id`',
        '{"a":[1,null]}',
        '&&',
        '||',
        '=cmd|calc',
        '../../etc/passwd',
      ],
      ...[
        '<@U123>',
        '<http://x.y|x.y>',
        '<mailto:a@b.c|',
        '&amp;lt;',
        '<!channel>',
        '"',
        '""',
        '“',
        "'",
        ',',
        ':',
        '-',
        '>',
        '>=',
        '—',
      ],
      ...[
        'top:',
        'sort:-',
        'by:',
        'as-of:2026-02-30',
        'total:>',
        'size:5-1',
        '0d',
        '99999y',
        'pulse',
        '/',
        '?',
        'country:',
        '%',
        '\u0000',
      ],
    ),
  },
);

/** Texts that people, machines and attackers might send. */
export const junk = fc.oneof(
  { weight: 24, arbitrary: fc.array(pieces, { maxLength: 9 }).map((all) => all.join(' ')) },
  { weight: 8, arbitrary: fc.array(pieces, { maxLength: 9 }).map((all) => all.join('')) },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  { weight: 1, arbitrary: fc.array(pieces, { minLength: 40, maxLength: 150 }).map((all) => all.join(' ')) },
);
