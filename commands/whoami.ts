import { z } from 'zod/v4';
import { ownedBy } from '../db/readings/customer-owned.ts';
import { personOf } from '../db/readings/people.ts';
import { command } from './command.ts';

/** Who the asker is here, what that allows, and how many customers are theirs. */
export const whoami = command({
  name: 'whoami',
  words: {
    en: { names: ['who am i'], title: 'Who you are', summary: 'Who you are here, and what you may see' },
    pt: { names: ['quem sou eu'], title: 'Quem você é', summary: 'Quem você é aqui e o que pode ver' },
    fr: { names: ['qui suis-je'], title: 'Qui vous êtes', summary: 'Qui vous êtes ici, et ce que vous pouvez voir' },
    es: { names: ['quién soy'], title: 'Quién es usted', summary: 'Quién es usted aquí y qué puede ver' },
    de: { names: ['wer bin ich'], title: 'Wer Sie sind', summary: 'Wer Sie hier sind und was Sie sehen dürfen' },
    zh: { names: ['我是谁'], title: '您的身份', summary: '您在这里的身份和可见范围' },
  },
  examples: ['whoami'],
  personal: true,
  args: z.object({}),
  chat: { facts: ['name', 'role', 'scope', 'customers', 'sees_revenue', 'time_zone'], alone: true },
  async run({ db, lens, asker, say, timeZone }) {
    const { email, name, role, scope, money } = asker;
    const owned = email === null ? undefined : await ownedBy(lens, email);
    const person = email === null ? undefined : await personOf(db, email);
    const { customers = 0, assignedHere = 0 } = owned ?? {};
    return {
      facts: [
        { key: 'name', value: name },
        { key: 'email', value: email },
        { key: 'role', value: role },
        { key: 'scope', value: scope },
        { key: 'customers', value: owned?.customers ?? null },
        { key: 'sees_revenue', value: money },
        { key: 'time_zone', value: timeZone ?? person?.timeZone ?? null },
      ],
      notes: [
        owned === undefined
          ? say('whoami.command-line')
          : say('whoami.owned', { customers, listed: customers - assignedHere, assigned: assignedHere }),
        say(scope === 'own' ? 'whoami.sees-own' : 'whoami.sees-all'),
      ],
      next: customers > 0 ? ['expiring 90d owner:me', 'customers owner:me', 'help'] : ['overview', 'customers', 'help'],
    };
  },
});
