import type { AlertRule } from '../../db/readings/alert-rules.ts';
import type { Alerting } from '../alerts/live.ts';
import { openAlerting } from '../alerts/open-alerting.ts';
import type { Presses } from '../alerts/press.ts';
import type { Desk } from '../ask/desk.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { startHeartbeat } from '../delivery/heartbeat.ts';
import type { HookSettings } from '../hooks/settings.ts';
import { hookTargets } from '../hooks/settings.ts';
import { notThere, refusedThere } from './alert-elsewhere.ts';
import { ruleFilters } from './alert-filters.ts';
import { rowsOf } from './alert-lists.ts';
import { meetingOf } from './alert-meeting.ts';
import { onCallOf, userOf } from './alert-on-call.ts';
import { isReady } from './alert-ready.ts';
import { setSceneOf } from './alert-scene.ts';
import { whyNotThere } from './alert-services.ts';
import { alertVoice } from './alert-voice.ts';
import type { DigestChat } from './digest-services.ts';
import type { WatchedAlerts } from './vitals-alerts.ts';

interface Options {
  readonly desk: () => Desk;
  readonly chat: Omit<DigestChat, 'wake'>;
  readonly hooks: HookSettings;
  /** Something was put into the ledger that is to be sent at once. */
  readonly deliver: () => void;
  readonly vitals: { watchAlerts(watched: WatchedAlerts): void };
  readonly clock: Clock;
  readonly log: Log;
}

/** Alerting over a chat, from its start to its end. */
export interface Watching {
  /** What buttons and test pages need; they work before `start` too. */
  readonly presses: Presses & Pick<Alerting, 'drill'>;
  /** Judges from now on, every half minute and when it is woken. Never throws. */
  start(): void;
  /** Records, a rule, a rota or a silence changed. */
  wake(): void;
  /** Judges nothing more, and lets what is under way end for at most so many milliseconds. */
  stop(patienceMs: number): Promise<void>;
}

/** Puts alerting together with what it needs of the chats; nothing is judged before `start`. */
export function watchingOver({ desk, chat, hooks, deliver, vitals, clock, log }: Options): Watching {
  const { db } = desk();
  let state: 'waiting' | 'running' | 'stopped' = 'waiting';
  let heartbeat: { stop(): void } | undefined;
  const alerting = openAlerting({
    ...{ db, clock, log },
    voice: alertVoice,
    scene: setSceneOf(db),
    filtersOf: (text) => ruleFilters(desk(), text),
    onCall: (rule, at) => onCallOf(db, rule.rota, at, rule.to),
    userOf: (to, email) => userOf(db, to, email),
    whyNot: (rule) => whyNot(desk(), chat, rule),
    refused: refusedThere,
    rowsOf: (rule) => rowsOf(desk(), rule, chat.defaultRole),
    isReady: (rule) => isReady(desk(), rule),
    // There is no address at which an incident is read besides the chat.
    hooks: { targets: hookTargets(hooks), link: () => null },
    kick: deliver,
  });
  const meet = meetingOf(db, chat.port, clock);
  let isMeeting = false;
  const meetOnce = async () => {
    if (isMeeting) return;
    isMeeting = true;
    try {
      await meet();
    } catch (error) {
      log.warn({ err: error }, 'people on call could not be looked up');
    } finally {
      isMeeting = false;
    }
  };
  const beat = () => {
    // Not waited for: a platform that does not answer must not keep anybody from being called.
    meetOnce().catch(() => undefined);
    // What fails is in the log, and the next round tries again.
    alerting.tick().catch(() => undefined);
  };
  return {
    presses: {
      pressable: (uid) => alerting.pressable(uid),
      press: (pressed) => alerting.press(pressed),
      drill: (rule, also) => alerting.drill(rule, also),
    },
    start() {
      if (state !== 'waiting') return;
      state = 'running';
      vitals.watchAlerts({ db, stats: () => alerting.stats() });
      heartbeat = startHeartbeat(beat, clock);
      beat();
    },
    wake() {
      if (state === 'running') alerting.wake();
    },
    async stop(patienceMs) {
      state = 'stopped';
      heartbeat?.stop();
      await alerting.stop(patienceMs);
    },
  };
}

/** Throws where the platform does not show the channel just now: then the platform itself says whether it takes it. */
async function whyNot(desk: Desk, chat: Options['chat'], rule: AlertRule) {
  const { team, platform, id, kind: toKind } = rule.to;
  if (toKind === 'person') return undefined;
  if (chat.serves?.({ platform, team }) === false) return notThere(rule, { why: 'not-allowed-shared', values: {} }, id);
  const room = await chat.port(platform)?.roomOf(team, id);
  if (room === undefined) throw new Error('channel-unseen');
  const place = { platform, team, channel: id };
  const why = await whyNotThere(desk, chat, { place, kind: rule.kind, filters: rule.filters });
  return why === undefined ? undefined : notThere(rule, why, room.name);
}
