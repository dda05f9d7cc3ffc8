import type { PressEnd } from '../../src/alerts/press.ts';
import type { Card } from '../../src/chat/card/card.ts';
import { chatOutlet } from '../../src/chat/outlet.ts';
import { incident, night, scenery } from '../chat/alert-incident.ts';
import { nightPictures } from '../gallery/alerts.ts';
import { digestPictures } from '../gallery/charts.ts';
import type { Picture } from '../gallery/picture.ts';
import { rounds } from '../long.ts';
import type { Case } from './cases.ts';
import type { Steps } from './steps.ts';

/** A card is the same wherever it is posted, so it is made once. */
let digestsOf: Promise<Picture[]> | undefined;

/** What the program posts by itself, through the outlet that the ledger has. */
export const postedCases: readonly Case[] = [
  {
    name: 'each digest is posted and filled in, to a channel or to a person',
    async run(steps) {
      digestsOf ??= digestPictures({ around: steps.side.house.around, language: 'en' });
      for (const picture of (await digestsOf).slice(0, rounds(1, 99)))
        for (const card of cardsOf(picture)) await post(steps, picture, card);
    },
  },
  {
    name: 'an incident is told from its first page to its end, in one message and its thread',
    async run(steps) {
      const told = nightPictures((more) => scenery({ language: 'en', ...more }));
      // Pictures take their time: the first page and the end.
      for (const picture of told.filter((_, at) => at % rounds(6, 1) === 0))
        for (const card of cardsOf(picture).slice(0, rounds(4, 99))) await post(steps, picture, card);
    },
  },
  {
    name: 'an incident is acknowledged, snoozed and silenced, in time and too late',
    async run(steps) {
      const { house } = steps.side;
      const [page] = nightPictures((more) => scenery({ language: 'en', ...more }));
      const [card] = page === undefined ? [] : cardsOf(page);
      if (page === undefined || card === undefined) throw new Error('there is no page');
      for (const [label, end] of presses) {
        house.presses = {
          pressable: () => ({ incident: incident(), customers: [1], onRota: [] }),
          press: async () => end,
        };
        await post(steps, page, { ...card, parts: card.parts.filter(({ kind }) => kind !== 'chart') });
        await steps.press('admin', label);
        await steps.press('viewer', label);
      }
    },
  },
];

const by = { name: 'Engineer 02', email: 'engineer02@reseller.example', user: 'U0002' };
const presses: readonly (readonly [string, PressEnd])[] = [
  ['Acknowledge', { kind: 'done', until: null }],
  ['Snooze 1 h', { kind: 'done', until: night('04:52') }],
  ['Silence this customer for 24 h', { kind: 'done', until: night('03:52') + 86_400_000 }],
  ['Why this alert', { kind: 'done', until: null }],
  ['Acknowledge', { kind: 'stale', why: 'acknowledged', by, at: night('03:44'), until: null }],
  ['Snooze 6 h', { kind: 'stale', why: 'resolved', by, at: night('04:30'), until: null }],
];

function cardsOf({ seen }: Picture): Card[] {
  return seen.flatMap((each) => (each.kind === 'message' ? [each.card] : []));
}

/** As the ledger does it: one line first, with whoever is called, and the whole in its place. */
async function post(steps: Steps, { did }: Picture, card: Card): Promise<void> {
  const { side } = steps;
  const outlet = chatOutlet(side.port, (payload) => payload as Card);
  const to = side.target('channel');
  const mentions = (card.mentions ?? []).map(() => side.idOf('admin'));
  await steps.during(`posted: ${did}`, async () => {
    const line = { text: card.fallback, mentions, thread: null };
    const posted = await outlet.post(to, line, `key ${steps.done.length}`);
    if (posted.at !== 'posted') throw new Error(JSON.stringify(posted));
    const at = { channel: posted.channel, message: posted.message };
    const filled = await outlet.fill(to, at, { ...card, mentions }, `key ${steps.done.length}`, mentions);
    if (filled.at !== 'filled') throw new Error(JSON.stringify(filled));
  });
}
