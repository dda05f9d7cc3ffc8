import { systemClock } from '../../../src/base/clock.ts';
import { toIsoDate } from '../../../src/base/days.ts';
import { brief, by, expectThat, has, inPlace, type Step, toldTo, words } from './stage.ts';

/** A rule of alerts in a channel whose audience is set: added, what it lacks, its test page, and the press that answers it. */
export const alertSteps: readonly Step[] = [
  {
    name: 'a rule of alerts is added, and says what it lacks before it calls anybody',
    async run({ data, scene, ask }) {
      const { admin, viewer } = scene.people;
      const rota = ['Rota,Position,E-mail', `night,1,${admin.email}`, `night,2,${viewer.email}`];
      await data.workspace.put(`rota-${toIsoDate(systemClock.now())}.csv`, `${rota.join('\n')}\n`);
      const line = 'alerts add abandon-rate rota:night';
      const added = await ask(line, by(scene, scene.places.general), toldTo(admin, 'abandon-rate'));
      expectThat(/alerts drill|drill 1|feed/.test(words(added)), 'it says what is missing');
      return brief(added);
    },
  },
  {
    name: 'its test page is posted in the channel and calls whoever is first',
    async run({ scene, kept, ask }) {
      const { admin } = scene.people;
      const { general } = scene.places;
      const isPage = inPlace(general, 'TEST');
      await ask('alerts drill 1', by(scene, general), isPage);
      const page = await scene.until((shown) => isPage(shown) && has('"title":"I got it"')(shown));
      expectThat(JSON.stringify(page.payload).includes(`<at>`), 'somebody is called');
      expectThat(JSON.stringify(page.payload).includes(admin.name), 'it is the first on call');
      kept.set('test page', page);
      return brief(page);
    },
  },
  {
    name: 'I got it is said to whoever pressed, and the test page is done for everybody',
    async run({ scene, get }) {
      const reply = await scene.press(get('test page'), 'I got it', by(scene));
      const done = await scene.until(has('TEST done'));
      expectThat(done.edits > 0, 'the page was edited in place');
      return `${reply.body.slice(0, 120)} → ${brief(done)}`;
    },
  },
];
