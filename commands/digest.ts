import { z } from 'zod/v4';
import { assertNever } from '../src/base/errors.ts';
import type { Asked } from './asked.ts';
import { type Body, command } from './command.ts';
import { addDigest } from './digest-add.ts';
import { changeDigest } from './digest-change.ts';
import { listDigests, showDigest } from './digest-list.ts';
import { servicesOf, visibleSchedules } from './digest-rights.ts';
import { joined, readDigest, wrong } from './digest-said.ts';
import { testDigest, testSchedule } from './digest-test.ts';
import { said as saidWords } from './words.ts';

/** Digests that are posted again and again: adding, listing, pausing, trying and posting them. */
export const digest = command({
  name: 'digest',
  words: {
    en: { names: ['digests', 'schedules'], title: 'Digests', summary: 'Posts on a schedule: add, list, pause, try' },
    pt: {
      names: ['boletim', 'boletins', 'agendamentos'],
      title: 'Boletins',
      summary: 'Publicações agendadas: adicionar, listar, pausar, testar',
    },
    fr: {
      names: ['bulletin', 'bulletins', 'envois programmés'],
      title: 'Bulletins',
      summary: 'Publications programmées : ajouter, lister, suspendre, essayer',
    },
    es: {
      names: ['boletín', 'boletines', 'programaciones'],
      title: 'Boletines',
      summary: 'Publicaciones programadas: añadir, listar, pausar, probar',
    },
    de: {
      names: ['Rundschau', 'Digests', 'Zeitpläne'],
      title: 'Digests',
      summary: 'Beiträge nach Zeitplan: hinzufügen, auflisten, pausieren, ausprobieren',
    },
    zh: { names: ['定期摘要', '摘要', '推送'], title: '定期摘要', summary: '定时发布的摘要：添加、列出、暂停、测试' },
  },
  examples: [
    'digest',
    'digest add queues mon 09:00 America/Sao_Paulo tag:gold',
    'digest add propensity monthly 26 09:00',
    'digest add my-week mon 08:00',
    'digest test renewals',
    'digest pause 3',
  ],
  changes: true,
  personal: true,
  args: z.object({ said: saidWords('digest') }),
  list: { columns: ['schedule', 'digest', 'when', 'next_post', 'channel', 'narrowed', 'schedule_state'], fixed: true },
  chat: {
    groups: { name: 'digest', lead: 'when', brief: ['schedule', 'next_post', 'channel', 'schedule_state', 'narrowed'] },
    alone: true,
  },
  run: (asked, { said }) => answer(asked, said),
});

async function answer(asked: Asked, text: string): Promise<Body> {
  const { kinds } = servicesOf(asked);
  const { shown } = await visibleSchedules(asked);
  const numbersOf = (name: string) => shown.filter((each) => each.digest === name).map(({ id }) => id);
  const said = readDigest(text, { kinds, say: asked.say, narrowing: asked.narrowing, numbersOf });
  const takesFilters = said.verb === 'add' || said.verb === 'test-kind';
  if (!takesFilters && asked.narrowing !== '')
    throw wrong(
      asked.say('error.not-here', { what: asked.narrowing, command: `digest ${said.verb}` }),
      joined('digest', text),
    );
  switch (said.verb) {
    case 'add':
      return addDigest(asked, said);
    case 'test-kind':
      return testDigest(asked, said.kind);
    case 'list':
      return 'id' in said ? showDigest(asked, said.id) : listDigests(asked);
    case 'test':
      return testSchedule(asked, said.id);
    case 'pause':
    case 'resume':
    case 'remove':
    case 'keep':
    case 'now':
      return changeDigest(asked, said.verb, said.id);
    default:
      return assertNever(said);
  }
}
