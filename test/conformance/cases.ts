import { commands } from '../../commands/index.ts';
import { digests } from '../../digests/index.ts';
import { rounds } from '../long.ts';
import type { Steps } from './steps.ts';

/** Things that are done one after the other, the same on each platform. */
export interface Case {
  readonly name: string;
  run(steps: Steps, customer: string): Promise<unknown>;
}

const CHANNEL = 'channel';

/** Everything besides the questions, in the order in which a team would come to it. */
export const cases: readonly Case[] = [
  {
    name: 'somebody whom nobody let in asks, asks for access, and is given it',
    async run(steps) {
      await steps.say('admin', 'whoami');
      await steps.say('viewer', 'expiring 90d');
      await steps.press('viewer', 'request-access');
      await steps.press('admin', 'grant');
      await steps.say('viewer', 'whoami');
    },
  },
  {
    name: 'a guest, a stranger, and a channel that another company sees are refused',
    async run(steps) {
      await steps.say('guest', 'expiring 90d', CHANNEL);
      await steps.say('stranger', 'expiring 90d', 'shared');
      await steps.say('admin', 'expiring 90d', 'shared');
    },
  },
  {
    name: 'slips are said, and one tap runs what was meant',
    async run(steps, customer) {
      await steps.say('admin', 'expirng 90d');
      await steps.press('admin', 'show');
      for (const text of [
        'expiring cluster:act-nwo',
        'cluster nonsense',
        'expiring 90d sort:colour',
        'customer zzz',
        '???',
      ])
        await steps.say('admin', text);
      await steps.say('admin', 'expiring customer:"No Such Company"');
      await steps.say('rep', `tag "${customer}" gold`);
      await steps.say('viewer', `tag "${customer}" gold`);
    },
  },
  {
    name: 'pages are turned there and back',
    async run(steps) {
      await steps.say('admin', 'customers');
      await steps.press('admin', 'Next');
      await steps.press('admin', 'Next');
      await steps.press('admin', 'Previous');
    },
  },
  {
    name: 'a list is exported, by a tap and in words',
    async run(steps) {
      await steps.say('admin', 'overage');
      await steps.press('admin', 'csv');
      await steps.say('admin', 'low-assignment csv');
    },
  },
  {
    name: 'a list is filtered in a dialog',
    async run(steps) {
      await steps.say('admin', 'expiring 90d');
      await steps.press('admin', 'filter');
      await steps.submit('admin', { type: ['trial'] });
    },
  },
  {
    name: 'a customer is chosen out of a list',
    async run(steps) {
      await steps.say('admin', 'overage');
      await steps.press('admin', 'customer');
      const [first = ''] = steps.dialog().fields.find(({ key }) => key === 'listed')?.options ?? [];
      await steps.submit('admin', { listed: [first] });
    },
  },
  {
    name: 'a picture of the figures is drawn',
    async run(steps) {
      await steps.say('admin', 'overview');
      await steps.press('admin', 'chart');
    },
  },
  {
    name: 'a question in a channel is answered to one, and shared with all',
    async run(steps) {
      await steps.say('admin', 'audience all', CHANNEL);
      await steps.say('admin', 'overage', CHANNEL);
      await steps.press('admin', 'share');
      await steps.submit('admin', {});
      await steps.press('viewer', 'ask');
      await steps.press('viewer', 'to-me');
    },
  },
  {
    name: 'a button that somebody made themselves does nothing',
    async run(steps) {
      await steps.say('admin', 'overage');
      await steps.forge('admin', '{"do":"show","q":42}');
    },
  },
  {
    name: 'the bot has a page of its own',
    async run(steps) {
      await steps.home('rep');
      await steps.home('admin');
    },
  },
  {
    name: 'digests are added, explained and stopped',
    async run(steps) {
      await steps.say('admin', 'digest add renewals mon 09:00 Europe/London', CHANNEL);
      await steps.say('admin', 'digest list 1', CHANNEL);
      await steps.press('admin', 'Pause');
      await steps.say('admin', 'why 1', CHANNEL);
      await steps.say('rep', 'digest add my-week mon 08:30');
      await steps.say('admin', 'digest add queues mon 09:00 BRT', CHANNEL);
      const shared = digests.filter(({ personal }) => personal !== true);
      for (const { name } of shared.slice(0, rounds(1, 99))) await steps.say('admin', `digest test ${name}`, CHANNEL);
    },
  },
];

/** What is asked: every question's first example, or all of them. */
export function questions(all: boolean, customer: string): string[] {
  return commands.flatMap(({ examples }) => {
    const asked = examples.map((text) => text.replace('Nova Foods', customer));
    return all ? asked : asked.slice(0, 1);
  });
}
