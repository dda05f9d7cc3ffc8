import type { Firing, NoticeRow, Scenery, SilenceTold, Span } from '../../alerts/voice.ts';
import { shortName } from '../../words/shortened.ts';
import type { Card, CardPart, CardRow } from './card.ts';
import { incidentNotes } from './incident-notes.ts';
import { countText, customerName, type Telling, tellingOf, whereText } from './incident-words.ts';

const MOST = 5;
const NAME = 60;
const RULE = 40;

/** What a rule would have called for in its first days. */
export function learnedCard(firings: readonly Firing[], span: Span, scenery: Scenery): Card {
  const telling = tellingOf(scenery);
  const { say } = telling;
  const title = say('alert.learned.title', { rule: shortName(scenery.ruleName, RULE) });
  const what = say('alert.learned.what', { n: firings.length, ...ends(span, telling) });
  return summaryCard({ title, what, firings }, telling);
}

/** What began and ended while nobody watched. */
export function missedCard(firings: readonly Firing[], span: Span, scenery: Scenery): Card {
  const telling = tellingOf(scenery);
  const what = telling.say('alert.missed.what', { n: firings.length, ...ends(span, telling) });
  return summaryCard({ title: telling.say('alert.missed.title'), what, firings }, telling);
}

function ends({ from, until }: Span, { moment }: Telling): { from: string; until: string } {
  return { from: moment(from), until: moment(until) };
}

interface Summary {
  readonly title: string;
  readonly what: string;
  readonly firings: readonly Firing[];
}

function summaryCard({ title, what, firings }: Summary, telling: Telling): Card {
  const { say, language } = telling;
  return {
    language,
    fallback: `${title}. ${what}`,
    title,
    demo: false,
    parts: [
      { kind: 'text', text: what },
      ...rowsPart(
        firings.slice(0, MOST).map((firing) => firingRow(firing, telling)),
        firings.length,
        telling,
      ),
      ...incidentNotes(telling, { figures: false }),
    ],
    buttons: [{ label: say('alert.button.rules'), press: { do: 'ask', q: 'alerts rules' } }],
    more: [],
  };
}

function firingRow({ series, firedAt, resolvedAt, verdict }: Firing, telling: Telling): CardRow {
  const { say, moment, duration } = telling;
  const from = moment(firedAt);
  return {
    name: whereText(series, telling),
    lead: countText(verdict.bad, verdict.calls, telling),
    detail:
      resolvedAt === null
        ? say('alert.row.fires', { from })
        : say('alert.row.fired', { from, duration: duration(resolvedAt - firedAt) }),
  };
}

function rowsPart(rows: readonly CardRow[], total: number, { say }: Telling): CardPart[] {
  const n = total - rows.length;
  return [
    ...(rows.length > 0 ? [{ kind: 'rows', rows } as const] : []),
    ...(n > 0 ? [{ kind: 'text', text: say('alert.more.rows', { n }) } as const] : []),
  ];
}

/** What is new in a list, each row once; `more` beyond those given. It calls nobody. */
export function noticeCard(rows: readonly NoticeRow[], more: number, scenery: Scenery): Card {
  const telling = tellingOf(scenery);
  const { say, language } = telling;
  const kind = scenery.ruleKind === 'new-overage' ? 'overage' : 'expiring';
  const shown = rows.slice(0, MOST);
  const total = rows.length + more;
  const names = [...new Set(shown.map(({ customer }) => shortName(customer, RULE)))].join(say('alert.list-comma'));
  const line = say('alert.notice.line', { kind, n: total, names });
  const question = kind === 'overage' ? 'overage' : 'expiring 7d auto-renew:no';
  const buttons = [{ label: say(`card.next.${kind}`), press: { do: 'ask', q: question } as const }];
  return {
    language,
    fallback: line,
    title: say('alert.notice.title', { kind }),
    demo: false,
    parts: [
      ...rowsPart(
        shown.map((row) => noticeRow(row, telling)),
        total,
        telling,
      ),
      ...incidentNotes(telling, { figures: false }),
    ],
    ...{ buttons, more: [] },
  };
}

function noticeRow({ customer, product, over, endsOn }: NoticeRow, { say }: Telling): CardRow {
  const what = shortName(product, NAME);
  const lead =
    endsOn === null
      ? say('alert.notice.over', { product: what, n: over ?? 0 })
      : say('alert.notice.ends', { product: what, day: endsOn });
  return { name: shortName(customer, NAME), lead, detail: '' };
}

/** That a silence ends soon, or is over, and whether what it holds back still fires. */
export function silenceLine({ kind, series, customer, until, stillFiring }: SilenceTold, scenery: Scenery): string {
  const telling = tellingOf(scenery);
  const { say, time } = telling;
  const name = customer === null ? shortName(scenery.ruleName, RULE) : shortName(customer, NAME);
  const where =
    series === null ? name : scenery.names.has(series) ? whereText(series, telling) : customerName(series, telling);
  return say(`alert.event.silence-${kind}`, {
    ...{ where, time: `${time(until)} (${scenery.zone})` },
    still: stillFiring ? 'yes' : 'no',
  });
}
