import { systemClock } from '../../../src/base/clock.ts';
import { toIsoDate } from '../../../src/base/days.ts';
import { by, expectThat, has, kindWith, PRIVATE, type Step, words } from './stage.ts';

/** A rule of alerts in a channel whose audience is set: added, what it lacks, its test page, and the press that answers it. */
export const alertSteps: readonly Step[] = [
  {
    name: 'a rule of alerts is added, and says what it lacks before it calls anybody',
    async run({ data, double, see }) {
      const { admin, viewer } = double.people;
      const rota = ['Rota,Position,E-mail', `night,1,${admin.email}`, `night,2,${viewer.email}`];
      await data.workspace.put(`rota-${toIsoDate(systemClock.now())}.csv`, `${rota.join('\n')}\n`);
      const line = '/pulse alerts add abandon-rate rota:night';
      const added = await see(() => double.command(line, by(double)), kindWith(PRIVATE, 'abandon-rate'));
      expectThat(/alerts drill|drill 1|feed/.test(words(added)), 'it says what is missing');
      return added.text.replaceAll('\n', ' ').slice(0, 80);
    },
  },
  {
    name: 'its test page is posted in the channel and mentions whoever is first',
    async run({ double, see, kept }) {
      const isPage = kindWith('message', 'TEST: ');
      const page = await see(() => double.command('/pulse alerts drill 1', by(double)), isPage);
      expectThat(page.channel === double.channels.general, 'it is in the channel');
      expectThat(page.text.includes(`<@${double.people.admin.id}>`), 'the first on call is mentioned');
      const full = await double.until((shown) => isPage(shown) && shown.by === 'chat.update');
      kept.set('test page', full);
      return page.text.slice(0, 100);
    },
  },
  {
    name: 'I got it is answered privately, and the test page says so',
    async run({ double, see, get }) {
      const told = await see(
        () => double.press(get('test page'), 'I got it', by(double)),
        kindWith(PRIVATE, 'pages reach you'),
      );
      const done = await double.until(has('TEST done'));
      expectThat(done.edits > 0, 'the page was edited in place');
      const again = await see(
        () => double.press(get('test page'), 'I got it', by(double)),
        kindWith(PRIVATE, 'already'),
      );
      return `${told.text} / ${again.text}`;
    },
  },
];
