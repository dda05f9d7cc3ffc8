import { expectThat, has, inPlace, type Stage, type Step, toldTo } from '../walk/stage.ts';
import type { PageHand } from './browser.ts';

/** The same, typed and clicked in the Playground's page, with pictures of what a person sees. */
export function browserSteps(page: PageHand): readonly Step[] {
  return [
    {
      name: 'seen: the digest in the channel, the test page that is done, and the incident that is over with its thread',
      async run({ scene }: Stage) {
        expectThat(scene.shown.some(inPlace(scene.places.general, 'Renewals')), 'the digest is there');
        await page.reads('Renewals');
        const digest = await page.shootCard('Ending in 90 days', 'digest');
        const drill = await page.shootCard('TEST done', 'drill-done');
        const over = await page.shootCard('Over since', 'over');
        return `${digest}, ${drill}, ${over}, ${await page.shoot('over-thread')}`;
      },
    },
    asked(page, 'expiring 90d', 'Expiring: next 90 days', 'list'),
    {
      name: 'clicked: Export CSV gives the file to whoever clicked',
      async run({ scene }) {
        await page.click('Export CSV');
        const given = await scene.until(
          (shown) => shown.conversation === scene.people.admin.chat && /\.csv/.test(JSON.stringify(shown.payload)),
        );
        await page.reads('.csv');
        return `${given.id}: ${await page.shoot('csv')}`;
      },
    },
    {
      name: 'clicked: Next turns the page in the same message',
      async run() {
        await page.click('Next');
        await page.reads('6–10 of');
        return page.shoot('second-page');
      },
    },
    {
      name: 'clicked: Filter… stands in the message, and Back shows the list again',
      async run() {
        await page.click('Filter…');
        await page.reads('Back');
        const filter = await page.shoot('filter');
        await page.click('Back');
        await page.reads('1–5 of');
        return filter;
      },
    },
    asked(page, 'overage', 'Over the licence limit', 'overage'),
    asked(page, 'cluster act-now', 'Propensity clusters', 'clusters'),
    asked(page, 'expiring 90d lang:zh', '90', 'chinese'),
    asked(page, 'home', 'Hello, Admin', 'home'),
    asked(page, 'help', 'Questions', 'help'),
    {
      name: 'typed: a mention in a channel is answered privately',
      async run({ scene }) {
        const before = scene.shown.length;
        await page.go('Reseller - General');
        await page.say('renewing', true);
        const answer = await scene.until(
          (shown) => scene.shown.indexOf(shown) >= before && toldTo(scene.people.admin, 'Renewing')(shown),
        );
        await page.reads('I answered this privately');
        return `${answer.id}; ${await page.shoot('channel')}`;
      },
    },
    {
      name: 'clicked: a test page from its call to its end',
      async run({ scene }) {
        await page.go('Reseller - General');
        const before = new Set(scene.shown.filter(has('TEST')).map(({ id }) => id));
        await page.say('alerts drill 1', true);
        const called = await scene.until((shown) => !before.has(shown.id) && has('"title":"I got it"')(shown));
        await page.reads('I got it');
        const open = await page.shootCard('The figures are invented', 'alert-open');
        await page.click('I got it');
        await scene.until((shown) => shown.id === called.id && has('TEST done')(shown));
        return `${open}, ${await page.shoot('alert-clicked')}`;
      },
    },
    {
      name: 'nothing is cut off at the side, and a narrow window is as good',
      async run() {
        await page.go('Personal Chat');
        expectThat((await page.wider()) === 0, 'no card is wider than its frame');
        return page.shoot('personal', 'narrow');
      },
    },
  ];
}

function asked(page: PageHand, text: string, holds: string, picture: string): Step {
  return {
    name: `typed: ${text}`,
    async run() {
      await page.go('Personal Chat');
      await page.say(text);
      await page.reads(holds);
      return page.shootCard(holds, picture);
    },
  };
}
