import type { Asked } from './asked.ts';
import type { Body } from './command.ts';
import { readersNote } from './digest-add.ts';
import { channelOf, placeOf } from './digest-list.ts';
import { refusal } from './digest-refused.ts';
import { schedule, servicesOf } from './digest-rights.ts';
import { namesOf, wrong } from './digest-said.ts';
import type { DigestKind, WantedDigest } from './digest-services.ts';
import { previewSections, scheduleFacts } from './digest-shown.ts';

/** What a digest would say now where it is asked, to whoever asks alone. */
export async function testDigest(asked: Asked, kind: DigestKind): Promise<Body> {
  const { asker, language, narrowing } = asked;
  const place = kind.personal ? null : asked.place;
  return preview(asked, kind, { digest: kind.name, filters: narrowing, asker, place, language });
}

/** What a schedule would say now, as its channel may see it and whoever asks may. */
export async function testSchedule(asked: Asked, id: number): Promise<Body> {
  const found = schedule(asked, id);
  const kind = servicesOf(asked).kinds.find(({ name }) => name === found.digest);
  if (kind === undefined)
    throw wrong(asked.say('digest.which', { word: found.digest, allowed: namesOf(servicesOf(asked).kinds) }), 'digest');
  const { asker, language } = asked;
  const place = found.to.kind === 'person' ? null : placeOf(found);
  const body = await preview(asked, kind, { digest: kind.name, filters: found.filters, asker, place, language });
  return { ...body, facts: scheduleFacts(asked, found, await channelOf(asked, found)) };
}

async function preview(asked: Asked, kind: DigestKind, wanted: WantedDigest): Promise<Body> {
  const { say } = asked;
  const services = servicesOf(asked);
  const { place } = wanted;
  const reach = place === null ? null : ((await services.reach(place)) ?? null);
  const previewed = await services.preview(wanted, asked.asOf);
  if (previewed.kind === 'not-allowed')
    throw await refusal(asked, previewed, { kind, channel: reach?.name ?? place?.channel ?? '' });
  const { digest, customers } = previewed;
  return {
    title: digest.title,
    facts: [{ key: 'digest', value: kind.name }, { key: 'customers', value: customers }, ...digest.facts],
    sections: previewSections(asked, previewed),
    chart: digest.chart,
    notes: [place === null ? say('digest.as-you') : readersNote(asked, reach, customers), ...digest.notes],
    next: digest.next,
  };
}
