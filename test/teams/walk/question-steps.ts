import { submitOf } from './place-steps.ts';
import { brief, by, expectThat, has, type Step, toldTo, words } from './stage.ts';

/** Questions in the personal chat, and what their buttons do. */
export const questionSteps: readonly Step[] = [
  question('expiring 90d', 'Expiring: next 90 days'),
  question('/expiring 30d', 'Expiring: next 30 days'),
  question('renewing', 'Renew'),
  question('overage', 'Over the licence limit'),
  question('cluster act-now', 'Propensity clusters'),
  question('help', 'help'),
  question('expiring 90d lang:de', 'Laufen ab'),
  question('expiring　９０ｄ -tag:“on hold”', 'Expiring: next 90 days'),
  {
    name: 'a slip is said, and one tap runs what was meant, in its place',
    async run({ scene, see, ask }) {
      const slip = await ask('expirng 90d', by(scene), has('expirng'));
      const put = await see(() => scene.press(slip, 'expiring 90d', by(scene)), has('Expiring: next 90 days'));
      expectThat(put.id === slip.id, 'the message was replaced');
      return brief(put);
    },
  },
  {
    name: 'Next turns the page in the same message, at once for whoever pressed and for good',
    async run({ scene, kept, ask }) {
      const first = await ask('expiring 90d', by(scene), has('Expiring: next 90 days'));
      const reply = await scene.press(first, 'Next', by(scene));
      expectThat(reply.body.includes('6–10 of'), `the reply holds the page, not ${reply.body.slice(0, 200)}`);
      const second = await scene.until((shown) => shown.id === first.id && shown.edits > 0 && has('6–10 of')(shown));
      kept.set('second page', second);
      return `${/6–10 of \d+/.exec(words(second))?.[0]} after ${Math.round(reply.ms)} ms`;
    },
  },
  {
    name: 'Previous works after a restart of the program',
    async run(stage) {
      await stage.restart();
      const second = stage.get('second page');
      await stage.scene.press(second, 'Previous', by(stage.scene));
      // What was answered just before the end may be drawn once more.
      const back = await stage.scene.until(
        (shown) => shown.id === second.id && shown.edits > second.edits && has('1–5 of')(shown),
      );
      stage.kept.set('list', back);
      return /1–5 of \d+/.exec(words(back))?.[0] ?? '';
    },
  },
  {
    name: 'a client that only knows Action.Submit turns the page too',
    async run({ scene, get, kept }) {
      const list = get('list');
      const turn = async (title: string, from: typeof list) => {
        await scene.press(from, title, { ...by(scene), asSubmit: true });
        return scene.until((shown) => shown.id === list.id && shown.kind === 'message' && shown.edits > from.edits);
      };
      const next = await turn('Next', list);
      expectThat(has('6–10 of')(next), 'it is the second page');
      const back = await turn('Previous', next);
      kept.set('list', back);
      return `${next.by}, ${back.by}`;
    },
  },
  {
    name: 'Filter… stands in the message, searches the data, and shows the narrowed list there',
    async run({ scene, see, get, kept }) {
      const dialog = await see(
        () => scene.press(get('list'), 'Filter…', by(scene)),
        has('"country"'.replaceAll('"', '')),
      );
      expectThat(dialog.id === get('list').id, 'it stands in place of the list');
      const found = await scene.search(dialog, 'country', '', by(scene));
      const results = (found.json?.['value'] as { results?: { title: string; value: string }[] } | undefined)?.results;
      const [country] = results ?? [];
      if (country === undefined) throw new Error(`there is no country to choose: ${found.status} ${found.body}`);
      const list = await see(
        () => scene.submit(dialog, 'Show', { country: country.value }, by(scene)),
        has(`country:${country.value}`),
      );
      expectThat(list.id === dialog.id, 'the list stands in the same message');
      kept.set('narrowed', list);
      return `country:${country.value}, ${brief(list)}`;
    },
  },
  {
    name: 'a dialog’s Back shows the list again',
    async run({ scene, see, get }) {
      const dialog = await see(() => scene.press(get('narrowed'), 'Filter…', by(scene)), has('Back'));
      const back = await see(() => scene.press(dialog, 'Back', by(scene)), has('Filter…'));
      expectThat(back.id === dialog.id, 'it stands in the same message');
      return brief(back);
    },
  },
  {
    name: 'Ask about a customer… answers about the chosen one',
    async run({ scene, see, ask }) {
      const list = await ask('expiring 90d', by(scene), has('Expiring: next 90 days'));
      const dialog = await see(() => scene.press(list, 'Ask about a customer…', by(scene)), has('On this page'));
      const listed = JSON.stringify(dialog.card).match(/"choices":\[\{"title":"([^"]+)"/)?.[1] ?? '';
      const answer = await see(() => scene.submit(dialog, submitOf(dialog), { listed }, by(scene)), has(listed));
      return brief(answer);
    },
  },
  {
    name: 'home shows who I am, what is mine, and how old the data is',
    async run({ scene, ask }) {
      const home = await ask('home', by(scene), toldTo(scene.people.admin, 'Admin'));
      return brief(home);
    },
  },
];

function question(text: string, holds: string): Step {
  return {
    name: text,
    async run({ scene, ask }) {
      return brief(await ask(text, by(scene), toldTo(scene.people.admin, holds)));
    },
  };
}
