import { digests } from '../../digests/index.ts';
import type { Asker } from '../../src/access/asker.ts';
import { toIsoDate } from '../../src/base/days.ts';
import type { Card } from '../../src/chat/card/card.ts';
import { digestCard } from '../../src/chat/card/digest-card.ts';
import { contentOf, eyesOf } from '../../src/cli/digest-content.ts';
import { formatMoment } from '../../src/words/formats.ts';
import { scheduleText } from '../../src/words/schedule-text.ts';
import { act, pressLast } from './act.ts';
import type { Picture } from './picture.ts';
import type { World } from './world.ts';

const questions = ['overview', 'licenses', 'calling', 'quality', 'queues'] as const;

/** The pictures of the questions that have one, each after its press. */
export async function chartPictures(world: World): Promise<Picture[]> {
  const made: Picture[] = [];
  for (const text of questions) {
    await act(world, { do: 'ask', text });
    made.push(await pressLast(world, 'chart', { about: text }));
  }
  return made;
}

/** Every digest as it is posted, with its picture. */
export async function digestPictures({ around, language }: Pick<World, 'around' | 'language'>): Promise<Picture[]> {
  const desk = around.desk();
  const now = desk.clock.now();
  const asOf = toIsoDate(now);
  const made: Picture[] = [];
  for (const definition of digests) {
    const email = definition.personal === true ? 'rep01@reseller.example' : 'admin@reseller.example';
    const asker: Asker = { email, name: null, role: 'admin', scope: 'all', money: true };
    const { state, about } = await definition.freshness(desk.db, now, desk.cycleDay);
    const wanted = { digest: definition.name, filters: '', asker, place: null, language };
    const eyes = await eyesOf(desk, definition, wanted);
    const content = 'why' in eyes ? eyes : await contentOf(desk, definition, { eyes, wanted, asOf, about });
    if ('why' in content) throw new Error(`the digest ${definition.name} was not allowed: ${content.why}`);
    const schedule = `${scheduleText({ kind: 'weekly', days: [1], hour: 9, minute: 0 }, language)}, America/Sao_Paulo`;
    const told = {
      personal: definition.personal === true,
      language,
      asOf,
      schedule,
      command: '/pulse',
      late: null,
      vocabulary: desk.vocabulary,
    };
    const to = definition.personal === true ? 'person' : 'channel';
    const show = (card: Card) => ({ kind: 'message', card, to }) as const;
    made.push({ did: definition.name, about: `${about}, ${state}`, seen: [show(digestCard(content.digest, told))] });
    if (definition.name !== 'queues') continue;
    const late = { why: 'data', byMs: 11_000_000, arrived: formatMoment(now, language, 'America/Sao_Paulo') } as const;
    const others: readonly (readonly [string, Card])[] = [
      ['late', digestCard({ ...content.digest, parts: [], chart: null }, { ...told, late })],
      ['nothing to say', digestCard({ ...content.digest, quiet: true }, told)],
    ];
    for (const [what, card] of others) made.push({ did: definition.name, about: what, seen: [show(card)] });
  }
  return made;
}
