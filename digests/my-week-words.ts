import type { DigestDefinition } from './digest.ts';

export const myWeekWords: DigestDefinition['words'] = {
  en: {
    names: ['my week', 'call list'],
    title: 'Your week, {about}',
    summary: 'Weekly, to you alone: your own customers that need something, with the reason',
  },
  pt: {
    names: ['minha semana'],
    title: 'Sua semana, {about}',
    summary: 'Semanal, só para você: seus clientes que precisam de algo, com o motivo',
  },
  fr: {
    names: ['ma semaine'],
    title: 'Votre semaine, {about}',
    summary: 'Chaque semaine, pour vous seul : vos clients qui ont besoin de quelque chose, avec la raison',
  },
  es: {
    names: ['mi semana'],
    title: 'Su semana, {about}',
    summary: 'Semanal, solo para usted: sus clientes que necesitan algo, con el motivo',
  },
  de: {
    names: ['meine Woche'],
    title: 'Ihre Woche, {about}',
    summary: 'Wöchentlich, nur für Sie: Ihre eigenen Kunden, die etwas brauchen, mit dem Grund',
  },
  zh: {
    names: ['我的一周'],
    title: '您的一周，{about}',
    summary: '每周，仅发给您：您的客户中需要处理的，附原因',
  },
};
