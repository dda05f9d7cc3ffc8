import { customerName } from '../../db/readings/alert-names.ts';
import { type AlertRule, standingRules } from '../../db/readings/alert-rules.ts';
import { openIncidents } from '../../db/readings/incidents.ts';
import { seriesByIds } from '../../db/readings/series.ts';
import { type Silence as StoredSilence, standingSilences } from '../../db/readings/silences.ts';
import { type AlertPlace, sayNotice } from '../../db/writes/alert-deliveries.ts';
import { endSilence, noteReminded } from '../../db/writes/silences.ts';
import type { Incident } from './incident.ts';
import type { AlertEngine } from './live-engine.ts';
import { incidentOf } from './live-incidents.ts';
import { mayKnow } from './live-people.ts';
import type { Told } from './live-store.ts';
import { type Silence, silenceNews } from './silences.ts';
import type { SilenceTold } from './voice.ts';

/** Tells makers of silences that they end soon, and says where they held back that they are over. */
export async function tellSilences(
  engine: AlertEngine,
  now: number,
  toldOf: (rule: AlertRule) => Promise<Told>,
): Promise<void> {
  const { db } = engine;
  const standing = standingSilences(db);
  const news = silenceNews(standing.map(asSilence), now);
  if (news.length === 0) return;
  const hearing = new Set<number>();
  for (const rule of standingRules(db)) if ((await toldOf(rule)).kind === 'there') hearing.add(rule.id);
  const makers = new Set<number>();
  for (const { silence } of news) if (await isMakerTold(engine, standing, silence.id)) makers.add(silence.id);
  await engine.commit(() => {
    const open = openIncidents(db).map(incidentOf);
    for (const { silence, what } of news) {
      const stored = standing.find(({ id }) => id === silence.id);
      if (stored === undefined) continue;
      const by = { at: now, actor: null, place: 'alerts' };
      const isMine = what === 'soon' ? noteReminded(db, stored.id, now) : endSilence(db, stored.id, 'time', by);
      if (isMine) say(engine, stored, what, { open, hearing, makers }, now);
    }
  });
  engine.kick?.();
}

/** Whether a silence's maker may still know of the customer that it is about. */
async function isMakerTold(engine: AlertEngine, standing: readonly StoredSilence[], id: number): Promise<boolean> {
  const silence = standing.find((each) => each.id === id);
  if (silence === undefined || silence.byEmail === null) return false;
  const [series] = silence.seriesId === null ? [] : seriesByIds(engine.db, [silence.seriesId]);
  return mayKnow(engine, silence.byEmail, series?.owner ?? silence.customerId);
}

/** Says in a rule's channel that it is no longer muted. To be called inside a write. */
export function sayMuteOver(engine: AlertEngine, rule: AlertRule, now: number): void {
  const { db, voice } = engine;
  const until = rule.mutedUntil ?? now;
  const stillFiring = openIncidents(db)
    .map(incidentOf)
    .some((incident) => incident.rule === rule.id && fires(incident, -rule.id));
  const told: SilenceTold = { kind: 'over', series: null, customer: null, until, stillFiring };
  const said = voice.silence(told, engine.scene({ rule: rule.id, incident: null, now }));
  sayNotice(db, { key: `alert-notice/mute-over/${rule.uid}/${until}`, to: rule.to, at: now, ...said });
}

function say(
  engine: AlertEngine,
  silence: StoredSilence,
  what: 'soon' | 'over',
  {
    open,
    hearing,
    makers,
  }: {
    readonly open: readonly Incident[];
    /** Rules whose channels may be told, and silences whose makers may. */
    readonly hearing: ReadonlySet<number>;
    readonly makers: ReadonlySet<number>;
  },
  now: number,
): void {
  const { db, voice } = engine;
  const held = open.filter((incident) => incident.members.some((member) => member.silence === silence.id));
  const stillFiring = held.some((incident) => fires(incident, silence.id));
  const rules = standingRules(db);
  const concerned = rules.filter(({ id }) =>
    silence.ruleId === null ? held.some(({ rule }) => rule === id) : silence.ruleId === id,
  );
  const [some = rules[0]] = concerned;
  if (some === undefined) return;
  const email = makers.has(silence.id) ? silence.byEmail : null;
  const user = email === null ? null : engine.userOf(some.to, email);
  const maker: AlertPlace[] = user === null ? [] : [{ ...some.to, kind: 'person', id: user }];
  const channels: AlertPlace[] =
    what === 'over' || user === null ? concerned.filter(({ id }) => hearing.has(id)).map(({ to }) => to) : [];
  const places = what === 'soon' && user !== null ? maker : channels.length > 0 ? channels : maker;
  const [series] = silence.seriesId === null ? [] : seriesByIds(db, [silence.seriesId]);
  const customer = silence.customerId === null ? (series?.customer ?? null) : customerName(db, silence.customerId);
  const told: SilenceTold = { kind: what, series: silence.seriesId, customer, until: silence.until, stillFiring };
  const about = {
    rule: some.id,
    incident: null,
    ...(silence.seriesId === null ? {} : { series: [silence.seriesId] }),
    now,
  };
  const said = voice.silence(told, engine.scene(about));
  for (const [index, to] of places.entries())
    sayNotice(db, {
      key: `alert-notice/silence/${silence.id}/${silence.createdAt}/${what}/${index}`,
      to,
      at: now,
      ...said,
    });
}

function fires({ members }: Incident, silence: number): boolean {
  return members.some(
    (member) => member.silence === silence && member.phase === 'firing' && member.resolvedAt === null,
  );
}

function asSilence({ ruleId, seriesId, customerId, ...silence }: StoredSilence): Silence {
  return { ...silence, rule: ruleId, series: seriesId, customer: customerId };
}
