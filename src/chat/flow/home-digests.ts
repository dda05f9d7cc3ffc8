import { type StoredSchedule, standingSchedules } from '../../../db/readings/schedules.ts';
import { covers } from '../../access/roles.ts';
import { formatMoment } from '../../words/formats.ts';
import { scheduleText } from '../../words/schedule-text.ts';
import type { CardButton, CardPart, CardRow } from '../card/card.ts';
import { connectedPort } from '../connected.ts';
import type { HomeView } from './home-view.ts';

const SHOWN = 5;

/** Digests that are somebody's own, and for editors those of channels: when each posts next, and a button to pause it. */
export async function digestParts(view: HomeView): Promise<CardPart[]> {
  const { around, asker, speaker, say } = view;
  const { db, digests } = around.desk();
  if (digests === undefined) return [];
  const isOwn = ({ owner }: StoredSchedule) => asker.email !== null && owner.email === asker.email;
  const isOfChannel = ({ to }: StoredSchedule) => to.kind === 'channel' && covers(asker.role, 'editor');
  const all = standingSchedules(db).filter((each) => isOwn(each) || isOfChannel(each));
  const sorted = [...all.filter(isOwn), ...all.filter((each) => !isOwn(each))];
  const shown = sorted.slice(0, SHOWN);
  const rows: CardRow[] = [];
  for (const each of shown) rows.push(await rowOf(view, each));
  const more = all.length - shown.length;
  const list: CardButton = { label: say('digest.button.all'), press: { do: 'to-me', q: 'digest', of: speaker.user } };
  return [
    { kind: 'heading', text: say('digest.home') },
    ...(rows.length === 0 ? [] : [{ kind: 'rows', rows } as const]),
    { kind: 'buttons', buttons: [...shown.flatMap((each) => buttonOf(view, each)), list] },
    ...(more > 0 ? [{ kind: 'note', text: say('digest.home-more', { n: more }) } as const] : []),
  ];
}

async function rowOf(view: HomeView, schedule: StoredSchedule): Promise<CardRow> {
  const { around, language, say } = view;
  const { digests, clock } = around.desk();
  const { rule, zone, state } = schedule;
  const [next] = state === 'active' ? ((await digests?.moments(rule, zone, clock.now(), 1)) ?? []) : [];
  return {
    name: `${schedule.digest} · ${await placeOf(view, schedule)}`,
    lead: next === undefined ? say(`digest.state.${state}`) : formatMoment(next, language, zone),
    detail: [`${schedule.id}`, `${scheduleText(rule, language)}, ${zone}`].join(' · '),
  };
}

async function placeOf({ around, say }: HomeView, { to }: StoredSchedule): Promise<string> {
  if (to.kind === 'person') return say('digest.to-you');
  const room = await connectedPort(around, to.platform)?.roomOf(to.team, to.id);
  return room?.name ?? to.id;
}

function buttonOf({ say }: HomeView, { id, state }: StoredSchedule): CardButton[] {
  const act = ({ active: 'pause', paused: 'resume', offered: 'keep', removed: null } as const)[state];
  if (act === null) return [];
  return [{ label: `${say(`digest.button.${act}`)} ${id}`, press: { do: 'digest', act, schedule: id, home: true } }];
}
