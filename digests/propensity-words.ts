import type { DigestDefinition } from './digest.ts';

export const propensityWords: DigestDefinition['words'] = {
  en: {
    names: ['propensity digest', 'movements'],
    title: 'Propensity, {about}',
    summary: 'Monthly: whose intent moved, who changed cluster, whom to call first and why',
  },
  pt: {
    names: ['propensão'],
    title: 'Propensão, {about}',
    summary: 'Mensal: de quem a intenção mudou, quem trocou de cluster, a quem ligar primeiro e por quê',
  },
  fr: {
    names: ['propension'],
    title: 'Propension, {about}',
    summary: 'Chaque mois : dont l’intention a bougé, qui a changé de cluster, qui appeler d’abord et pourquoi',
  },
  es: {
    names: ['propensión'],
    title: 'Propensión, {about}',
    summary: 'Mensual: de quién cambió la intención, quién cambió de clúster, a quién llamar primero y por qué',
  },
  de: {
    names: ['Kaufneigung', 'Neigung'],
    title: 'Kaufneigung, {about}',
    summary: 'Monatlich: wessen Absicht sich bewegte, wer den Cluster wechselte, wen man zuerst anruft und warum',
  },
  zh: {
    names: ['倾向', '购买倾向'],
    title: '购买倾向，{about}',
    summary: '每月：谁的意向变化、谁换了分组、先联系谁以及原因',
  },
};
