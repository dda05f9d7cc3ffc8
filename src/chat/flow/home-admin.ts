import { parseReasons } from '../../../db/import-details.ts';
import { openRequests } from '../../../db/readings/access-requests.ts';
import { importsWithStatus } from '../../../db/readings/imports.ts';
import { reportName } from '../../ask/first-contact.ts';
import { formatDay, formatMoment } from '../../words/formats.ts';
import { reportNames } from '../../words/headers.ts';
import type { CardPart } from '../card/card.ts';
import type { HomeView } from './home-view.ts';
import { requestCard } from './request-card.ts';

const REQUESTS_SHOWN = 5;
const HELD_SHOWN = 5;

/** What waits for an admin: people who want to be let in, and imports that are held. */
export async function waitingParts(view: HomeView): Promise<CardPart[]> {
  if (view.asker.role !== 'admin') return [];
  return [...requestParts(view), ...(await heldParts(view))];
}

function requestParts({ around, language, profile, say }: HomeView): CardPart[] {
  const open = openRequests(around.desk().db, REQUESTS_SHOWN + 1);
  if (open.length === 0) return [];
  return [
    { kind: 'heading', text: say('home.requests') },
    ...open.slice(0, REQUESTS_SHOWN).flatMap((request): CardPart[] => {
      const { fallback, buttons } = requestCard(request, language);
      const when = formatMoment(request.askedAt, language, profile.timeZone);
      return [
        { kind: 'text', text: fallback },
        { kind: 'note', text: when },
        { kind: 'buttons', buttons },
      ];
    }),
    ...(open.length > REQUESTS_SHOWN ? [{ kind: 'note', text: say('home.more-requests') } as const] : []),
  ];
}

/** Files and reasons may name customers, so they are for those who see all. */
async function heldParts({ around, asker, language, say }: HomeView): Promise<CardPart[]> {
  const held = await importsWithStatus(around.desk().db, 'held');
  if (held.length === 0) return [];
  const heading = { kind: 'heading', text: say('home.held', { n: held.length }) } as const;
  if (asker.scope !== 'all') return [heading];
  const rows = held
    .toReversed()
    .slice(0, HELD_SHOWN)
    .map(({ file, report, asOf, reasons }) => {
      const known = reportNames.find((name) => name === report);
      return {
        name: file,
        lead: `${known === undefined ? report : reportName(known, say)}, ${formatDay(asOf, language)}`,
        detail: parseReasons(reasons).join(' '),
      };
    });
  return [heading, { kind: 'rows', rows }, { kind: 'text', text: say('home.held-how') }];
}
