import type { DigestDefinition } from './digest.ts';

export const queuesWords: DigestDefinition['words'] = {
  en: {
    names: ['queue digest', 'call queues'],
    title: 'Call queues, {about}',
    summary: 'Weekly: how many callers gave up, in which queues, which got worse or better',
  },
  pt: {
    names: ['filas', 'filas de chamadas'],
    title: 'Filas de chamadas, {about}',
    summary: 'Semanal: quantos desistiram, em quais filas, quais pioraram ou melhoraram',
  },
  fr: {
    names: ['files d’attente', 'files'],
    title: 'Files d’attente, {about}',
    summary: 'Chaque semaine : combien ont abandonné, dans quelles files, lesquelles se dégradent ou s’améliorent',
  },
  es: {
    names: ['colas', 'colas de llamadas'],
    title: 'Colas de llamadas, {about}',
    summary: 'Semanal: cuántos abandonaron, en qué colas, cuáles empeoraron o mejoraron',
  },
  de: {
    names: ['Warteschlangen', 'Anrufwarteschlangen'],
    title: 'Warteschlangen, {about}',
    summary: 'Wöchentlich: wie viele auflegten, in welchen Warteschlangen, welche schlechter oder besser wurden',
  },
  zh: {
    names: ['队列', '呼叫队列'],
    title: '呼叫队列，{about}',
    summary: '每周：多少来电放弃、在哪些队列、哪些变差或变好',
  },
};

export const qualityWords: DigestDefinition['words'] = {
  en: {
    names: ['quality', 'call quality'],
    title: 'Call quality, {about}',
    summary: 'Weekly: how many calls were good, who had most poor ones and on what, who got worse or better',
  },
  pt: {
    names: ['qualidade', 'qualidade das chamadas'],
    title: 'Qualidade das chamadas, {about}',
    summary: 'Semanal: quantas chamadas foram boas, quem teve mais chamadas ruins e em quê, quem piorou ou melhorou',
  },
  fr: {
    names: ['qualité', 'qualité des appels'],
    title: 'Qualité des appels, {about}',
    summary: 'Chaque semaine : combien d’appels bons, qui en a le plus de mauvais et sur quoi, qui change',
  },
  es: {
    names: ['calidad', 'calidad de las llamadas'],
    title: 'Calidad de las llamadas, {about}',
    summary: 'Semanal: cuántas llamadas fueron buenas, quién tuvo más malas y en qué, quién empeoró o mejoró',
  },
  de: {
    names: ['Qualität', 'Anrufqualität'],
    title: 'Anrufqualität, {about}',
    summary: 'Wöchentlich: wie viele Anrufe gut waren, wer die meisten schlechten hatte und womit, wer sich veränderte',
  },
  zh: {
    names: ['质量', '通话质量'],
    title: '通话质量，{about}',
    summary: '每周：多少通话良好、谁的差通话最多及所用设备、谁变差或变好',
  },
};
