import { z } from 'zod/v4';
import { type Audience, audienceOf } from '../db/readings/audiences.ts';
import { dropAudience, setAudience } from '../db/writes/audiences.ts';
import { type Answer, wholeTable } from '../src/answers/answer.ts';
import { toIsoDate } from '../src/base/days.ts';
import { UserError } from '../src/base/errors.ts';
import type { Asked, AskedIn } from './asked.ts';
import { type Body, command } from './command.ts';
import type { Definition } from './definition.ts';
import { type AudienceWords, audience as words } from './words.ts';

const columns = ['command', 'summary'];

/** What may be shown to everybody in the channel it is asked in: which questions, which customers, money. */
export const audience = command({
  name: 'audience',
  words: {
    en: {
      names: ['channel audience'],
      title: 'Audience of this channel',
      summary: 'What may be shared in the channel it is asked in',
    },
    pt: {
      names: ['público', 'público do canal'],
      title: 'Público deste canal',
      summary: 'O que pode ser compartilhado no canal onde se pergunta',
    },
    fr: {
      names: ['public', 'public du canal'],
      title: 'Public de ce canal',
      summary: 'Ce qui peut être partagé dans le canal où l’on demande',
    },
    es: {
      names: ['audiencia', 'público del canal'],
      title: 'Público de este canal',
      summary: 'Qué se puede compartir en el canal donde se pregunta',
    },
    de: {
      names: ['Publikum', 'Kanalpublikum'],
      title: 'Publikum dieses Kanals',
      summary: 'Was in dem Kanal geteilt werden darf, in dem gefragt wird',
    },
    zh: { names: ['受众', '频道受众'], title: '此频道的受众', summary: '在提问所在的频道中可以共享什么' },
  },
  examples: [
    'audience',
    'audience all',
    'audience tag:gold country:BR',
    'audience revenue:yes questions:expiring,overage',
    'audience none',
  ],
  role: 'editor',
  changes: true,
  personal: true,
  args: z.object({ said: words() }),
  list: { columns, fixed: true },
  chat: { lead: 'summary', brief: [], oneLine: 25 },
  async run(asked, { said }) {
    const { db, place, say } = asked;
    if (place === null) throw new UserError(say('audience.only-channels'), { exitCode: 2 });
    const before = await audienceOf(db, place);
    const isAsked = said.reach === null && said.revenue === null && said.questions === null && asked.narrowing === '';
    const told = isAsked ? undefined : await change(asked, place, said, before);
    return show(asked, place, await audienceOf(db, place), told);
  },
});

/** Sets or drops the audience; what is not said stays as it was. Returns what to tell. */
async function change(
  asked: Asked,
  place: AskedIn,
  said: AudienceWords,
  before: Audience | undefined,
): Promise<string> {
  const { db, clock, asker, say, narrowing, filters } = asked;
  const wrong = (key: Parameters<typeof say>[0], values: Record<string, string> = {}) =>
    new UserError(say(key, values), { exitCode: 2 });
  const saysMore = said.revenue !== null || said.questions !== null;
  if (said.reach !== null && narrowing !== '') throw wrong('audience.contradiction', { word: said.reach });
  if (said.reach === 'none') {
    if (saysMore) throw wrong('audience.contradiction', { word: said.reach });
    const isGone = await dropAudience(db, clock, { ...place, by: asker.email });
    return say(isGone ? 'audience.dropped' : 'audience.unchanged');
  }
  if (before === undefined && said.reach === null && narrowing === '') throw wrong('audience.first');
  // The values of `filters` are resolved already, and `me` in them is the asker by now.
  if (filters.some(({ key }) => key === 'owner') && /(^| )-?owner:(?:[^ ]*,)?me(?=[, ]|$)/.test(narrowing))
    throw wrong('audience.not-me');
  const questions = questionsOf(said, before);
  const hidden = questions?.find((name) => !canShare(asked.commands.find((each) => each.name === name)));
  if (hidden !== undefined) throw wrong('audience.not-shareable', { question: hidden });
  const isSet = await setAudience(db, clock, {
    ...{ platform: place.platform, team: place.team, channel: place.channel },
    questions,
    filters: said.reach === 'all' ? '' : narrowing === '' ? (before?.filters ?? '') : narrowing,
    revenue: said.revenue ?? before?.revenue ?? false,
    by: asker.email,
  });
  return say(isSet ? 'audience.set' : 'audience.unchanged');
}

function questionsOf({ questions }: AudienceWords, before: Audience | undefined): readonly string[] | null {
  if (questions === 'all') return null;
  return questions ?? before?.questions ?? null;
}

function canShare(definition: Definition | undefined): boolean {
  return definition !== undefined && definition.changes !== true && definition.personal !== true;
}

async function show(asked: Asked, place: AskedIn, now: Audience | undefined, told: string | undefined): Promise<Body> {
  const { say } = asked;
  const channel = place.name ?? place.channel;
  const next = now === undefined || now.filters === '' ? ['customers'] : [`customers ${now.filters}`];
  const facts: Answer['facts'] = [
    { key: 'channel', value: channel },
    { key: 'shared_customers', value: now === undefined ? null : now.filters === '' ? 'all' : now.filters },
    { key: 'shares_revenue', value: now?.revenue ?? null },
    { key: 'set_by', value: now?.setBy ?? null },
    { key: 'set_on', value: now === undefined ? null : toIsoDate(now.setAt) },
  ];
  return {
    facts,
    table: now === undefined ? null : questionsTable(asked, now),
    notes: [...(told === undefined ? [] : [told]), say(now === undefined ? 'audience.nothing' : 'audience.everybody')],
    next: now === undefined ? ['help audience'] : next,
  };
}

/** The questions that may be shown. */
function questionsTable({ commands, language }: Asked, { questions }: Audience) {
  const shown = commands.filter((each) => canShare(each) && (questions === null || questions.includes(each.name)));
  return wholeTable(
    columns,
    shown.map(({ name, words: texts }) => ({ command: name, summary: texts[language].summary })),
  );
}
