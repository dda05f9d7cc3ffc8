import { expect } from 'vitest';
import { commands } from '../../commands/index.ts';
import { standingRules } from '../../db/readings/alert-rules.ts';
import { askerOf } from '../../src/access/asker.ts';
import type { Answer } from '../../src/answers/answer.ts';
import { ask } from '../../src/ask/ask.ts';
import type { Desk } from '../../src/ask/desk.ts';
import { vocabularyOf } from '../../src/ask/vocabulary.ts';
import { systemClock } from '../../src/base/clock.ts';
import type { AlertChat } from '../../src/cli/alert-chat.ts';
import { alertServices } from '../../src/cli/alert-services.ts';
import type { Language } from '../../src/words/languages.ts';
import { messagesFor } from '../../src/words/messages.ts';
import { type RecordingPort, recordingPort } from '../chat/recording-port.ts';
import { openWorkspaceWith, type Workspace } from '../customers/workspace.ts';
import { files } from './desk.ts';

export const NOW = '2026-11-21T12:00:00Z';
const DAY_MS = 86_400_000;
const SLOT_MS = 900_000;
/** Nova's queue loses nearly everybody then. */
export const OUTAGE = { from: '2026-11-20T10:00:00Z', until: '2026-11-20T12:00:00Z' };

/** What a question gave, as text that is easy to look into. */
export type Said =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly text: string }
  | { readonly kind: 'error'; readonly text: string; readonly suggestion: string | null };

/** Two customers with a queue each, a rota, people, a channel that may see everything, and a chat that keeps what it is told. */
export interface AlertsStage {
  readonly workspace: Workspace;
  readonly port: RecordingPort;
  readonly desk: Desk;
  /** Test pages that were asked for, by the number of their rule. */
  readonly drills: number[];
  /** What was woken so far. */
  readonly woken: () => number;
  /** Asks as this person, in the channel unless told otherwise. */
  ask(as: string | null, text: string, more?: { language?: Language; private?: boolean; at?: string }): Promise<Said>;
  /** A feed about every customer that was heard last at a moment, or never. */
  feed(name: string, heardAt: string | null): void;
  /** The changes in the audit log, the oldest first. */
  changes(): { actor: string | null; action: string; place: string }[];
}

/** Counts by quarters of an hour of some weeks, 9:00 to 17:00, a tenth lost; in the outage everybody is. */
export function intervals(customer: string, queue: string, days: number, withOutage: boolean, newest = NOW): string[] {
  const rows: string[] = [];
  const last = Math.floor(Date.parse(newest) / DAY_MS) * DAY_MS;
  for (let day = last - days * DAY_MS; day < last; day += DAY_MS) {
    for (let slot = 36; slot < 68; slot += 1) {
      const at = day + slot * SLOT_MS;
      const calls = 20 + ((slot * 7 + day / DAY_MS) % 5);
      const isOut = withOutage && at >= Date.parse(OUTAGE.from) && at < Date.parse(OUTAGE.until);
      const lost = isOut ? calls - 1 : 1 + ((slot + day / DAY_MS) % 3);
      rows.push(`${customer},${queue},${new Date(at).toISOString()},15,${calls},${calls - lost},${lost}`);
    }
  }
  return rows;
}

export const INTERVAL_HEADER =
  'Customer,Call Queue,Interval Start,Interval Minutes,Calls,Answered Calls,Abandoned Calls';

const given: Readonly<Record<string, readonly string[]>> = {
  ...files,
  'queue-intervals-2026-11-21.csv': [
    INTERVAL_HEADER,
    ...intervals('Nova Foods', 'Support EN', 25, true),
    ...intervals('Harbor', 'Front Desk', 25, false),
  ],
  'rota-2026-11-21.csv': [
    'Rota,Position,E-mail,Starts,Ends',
    'support,1,eve@reseller.example,,',
    'support,2,ada@reseller.example,,',
    'nights,1,ben@reseller.example,2026-11-22,2026-11-28',
  ],
};

const vocabulary = vocabularyOf(commands);

/** To be called inside a test. */
export async function openAlertsStage(): Promise<AlertsStage> {
  const texts = Object.entries(given).map(([name, lines]) => [name, `${lines.join('\n')}\n`]);
  const workspace = await openWorkspaceWith(Object.fromEntries(texts));
  const port = recordingPort();
  port.rooms.set('C0DEALS', { name: '#deals', members: 38, shared: false, joined: true });
  for (const [user, email] of [
    ['U0EVE', 'eve@reseller.example'],
    ['U0ADA', 'ada@reseller.example'],
  ] as const)
    port.profiles.set(user, { name: null, email, language: 'en', timeZone: 'UTC', standing: 'member' });
  const { db } = workspace;
  const setUser = db.sqlite.prepare('update people set slack_id = ? where email = ?');
  setUser.run('U0EVE', 'eve@reseller.example');
  setUser.run('U0ADA', 'ada@reseller.example');
  let now = Date.parse(NOW);
  let woken = 0;
  const drills: number[] = [];
  const chat: AlertChat = {
    port: () => port,
    isAllowed: () => false,
    wake: () => {
      woken += 1;
    },
    where: { platform: 'slack', team: 'T0001' },
    async drill(rule, also) {
      drills.push(rule);
      db.sqlite.transaction(() => also(drills.length))();
      return `drill-${drills.length}`;
    },
  };
  const desk: Desk = {
    ...{ db, demo: false, clock: { ...systemClock, now: () => now }, commands, vocabulary, cycleDay: 25 },
    alerts: alertServices(() => desk, chat),
  };
  return {
    ...{ workspace, port, desk, drills },
    woken: () => woken,
    async ask(as, text, more = {}) {
      now = Date.parse(more.at ?? NOW);
      const language = more.language ?? 'en';
      const asker = await askerOf(db, as, messagesFor('en'));
      const outcome = await ask(desk, {
        ...{ text, asker, language, pageSize: 50, surface: 'chat' },
        place: more.private ? null : { platform: 'slack', team: 'T0001', channel: 'C0DEALS', name: '#deals' },
        speaker: as === null ? null : { platform: 'slack', team: 'T0001', user: userOf(as) },
      });
      if (outcome.kind === 'error') return { kind: 'error', text: outcome.message, suggestion: outcome.suggestion };
      const { answer } = outcome;
      return { kind: 'answer', answer, text: JSON.stringify(answer) };
    },
    feed(name, heardAt) {
      db.sqlite
        .prepare("insert into feeds (kind, org, name, added_at, heard_at) values ('push', '', ?, ?, ?)")
        .run(name, Date.parse(NOW) - DAY_MS, heardAt === null ? null : Date.parse(heardAt));
    },
    changes: () =>
      db.sqlite
        .prepare<[], { actor: string | null; action: string; place: string }>(
          "select actor, action, place from audit where kind = 'change' order by id",
        )
        .all(),
  };
}

function userOf(email: string): string {
  return `U0${(email.split('@')[0] ?? '').toUpperCase()}`;
}

export const EVE = 'eve@reseller.example';
export const ANA = 'ana@reseller.example';
export const BEN = 'ben@reseller.example';

/** A stage whose channel may see everything, with one rule in it. To be called inside a test. */
export async function withRule(line = 'alerts add abandon-rate rota:support'): Promise<AlertsStage> {
  const stage = await openAlertsStage();
  await stage.ask(EVE, 'audience all');
  const added = await stage.ask(EVE, line);
  if (added.kind === 'error') throw new Error(added.text);
  return stage;
}

/** That a line changes nothing, why, and what to ask instead. */
export async function refuses(
  stage: AlertsStage,
  as: string,
  line: string,
  message: RegExp,
  suggestion: string | null,
) {
  const said = await stage.ask(as, line);
  expect([line, said]).toMatchObject([line, { kind: 'error', text: expect.stringMatching(message), suggestion }]);
}

/** The rules there are. */
export const rules = (stage: AlertsStage) => standingRules(stage.workspace.db);
