import { type Fields, fieldsOf } from './fields.ts';
import type { Leg, LegFacts } from './leg.ts';
import { readMoment } from './moment.ts';
import { markOf, markOfId } from './number-mark.ts';
import { words } from './words.ts';

type ReadRecord =
  | { readonly ok: true; readonly leg: Leg }
  /** `reason` quotes nothing of the record: it may be logged and sent back. */
  | { readonly ok: false; readonly reason: string };

const PEOPLE = new Set(['user', 'place', 'virtualline']);

/**
 * Reads one call record: an item of the feeds' JSON or a row of the CSV by its headers, whatever the spelling of its keys.
 * What it says of callers and agents is dropped here. `org`: whose record it is where it does not say so itself.
 */
export function readRecord(record: unknown, org?: string): ReadRecord {
  if (!isNamed(record)) return { ok: false, reason: 'It is no record with named fields.' };
  const fields = fieldsOf(record);
  const whose = orgOf(fields.orguuid ?? org);
  if (fields.reportid === undefined) return missing('Report ID');
  if (whose === undefined) return missing('Org UUID');
  if (fields.correlationid === undefined) return missing('Correlation ID');
  const times = timesOf(fields);
  if (typeof times === 'string') return { ok: false, reason: times };
  const { reportAt, releasedAt, startedAt, answeredAt } = times;
  const leg = { org: whose, reportId: fields.reportid, reportAt, correlationId: fields.correlationid, releasedAt };
  return { ok: true, leg: { ...leg, facts: factsOf(fields, startedAt, answeredAt) } };
}

/** Not by a schema: that would copy fifty fields of which half are never looked at, thousands of times a second. */
function isNamed(record: unknown): record is Readonly<Record<string, unknown>> {
  return typeof record === 'object' && record !== null && !Array.isArray(record);
}

function missing(field: string): ReadRecord {
  return { ok: false, reason: `It has no ${field}.` };
}

/** Lower case; where it is given as the id of the public API, the UUID within that. */
function orgOf(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const inside = /^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(given) ? Buffer.from(given, 'base64').toString('latin1') : '';
  return (/^ciscospark:\/\/.*\/ORGANIZATION\/([\w-]+)$/.exec(inside)?.[1] ?? given).toLowerCase();
}

interface Times {
  readonly reportAt: number;
  readonly releasedAt: number;
  readonly startedAt: number | undefined;
  readonly answeredAt: number | undefined;
}

/** A release time that is not given is when it began and how long it took, or when it was reported. */
function timesOf(fields: Fields): Times | string {
  const names = {
    reporttime: 'Report time',
    starttime: 'Start time',
    answertime: 'Answer time',
    releasetime: 'Release time',
  };
  const at: Partial<Record<keyof typeof names, number>> = {};
  for (const [field, name] of Object.entries(names) as [keyof typeof names, string][]) {
    const text = fields[field];
    if (text === undefined) continue;
    const moment = readMoment(text);
    if (moment === undefined) return `Its ${name} is no time such as 2026-03-02T14:07:31.120Z.`;
    at[field] = moment;
  }
  const seconds = Number(fields.duration ?? 'none');
  const ended = Number.isFinite(seconds) && at.starttime !== undefined ? at.starttime + seconds * 1000 : undefined;
  const releasedAt = at.releasetime ?? ended ?? at.reporttime;
  if (releasedAt === undefined) return 'It has no Release time.';
  return { reportAt: at.reporttime ?? releasedAt, releasedAt, startedAt: at.starttime, answeredAt: at.answertime };
}

function factsOf(fields: Fields, startedAt: number | undefined, answeredAt: number | undefined): LegFacts {
  const given = [fields.originalreason, fields.relatedreason, fields.redirectreason];
  const reasons = [...new Set(given.flatMap(word))];
  const part = partOf(fields, reasons);
  const isQueue = part === 'queue' || part === 'queue-out';
  const facts: Partial<Record<keyof LegFacts, unknown>> = {
    part,
    startedAt,
    answeredAt,
    answered: answeredOf(fields, answeredAt),
    reasons: reasons.length === 0 ? undefined : reasons,
    outcome: word(fields.calloutcome)[0],
    outcomeReason: word(fields.calloutcomereason)[0],
    elsewhere: isYes(fields.answeredelsewhere) || undefined,
    ...(isQueue ? queueOf(fields) : {}),
    localCallId: fields.localcallid,
    remoteCallId: fields.remotecallid,
    relatedCallId: fields.relatedcallid,
    transferCallId: fields.transferrelatedcallid,
    byUuid: markOfId(fields.redirectingpartyuuid),
    byNumber: markOf(fields.redirectingnumber),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as LegFacts;
}

function queueOf(fields: Fields) {
  const { useruuid, user, usernumber, location } = fields;
  return { uuid: useruuid?.toLowerCase(), name: user, number: numberOf(usernumber), location };
}

function partOf(fields: Fields, reasons: readonly string[]): LegFacts['part'] {
  const [type = ''] = folded(fields.usertype);
  const [direction = ''] = folded(fields.direction);
  const isQueue = type.startsWith('callcenter') || (type === '' && fields.queuetype !== undefined);
  if (direction === 'originating') return isQueue ? 'queue-out' : 'other';
  if (direction !== 'terminating') return 'other';
  if (isQueue) return 'queue';
  if (type.startsWith('voicemail') || /^voice\s?(mail|portal)/i.test(fields.calledlineid ?? '')) return 'voicemail';
  if (PEOPLE.has(type)) return 'person';
  // Newer records say of which legs a queue is part; those to where it sent the call on are none of its own.
  if (
    fields.queuetype !== undefined &&
    !reasons.includes('callqueue') &&
    !/^(huntgroup|autom?atedattendant)/.test(type)
  )
    return 'queue';
  return type === '' ? 'other' : 'onward';
}

function answeredOf(fields: Fields, answeredAt: number | undefined): boolean | undefined {
  if (fields.answered !== undefined) return isYes(fields.answered);
  if (fields.answerindicator !== undefined) return isYes(fields.answerindicator);
  return answeredAt === undefined ? undefined : true;
}

function isYes(text: string | undefined): boolean {
  return /^(true|yes|1)$/i.test(text ?? '');
}

function folded(text: string | undefined): string[] {
  const letters = (text ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
  return letters === '' ? [] : [letters];
}

/** A word that tells of a call's fate; of any other cell nobody knows what stands in it. */
function word(text: string | undefined): string[] {
  return folded(text).filter((each) => words.has(each));
}

function numberOf(text: string | undefined): string | undefined {
  const number = (text ?? '').replace(/[^\d+*#]/g, '');
  return number === '' ? undefined : number;
}
