import { brief, by, expectThat, has, inPlace, type Step, toldTo, words } from './stage.ts';

/** A digest in a channel: added, posted at once, explained, held where nobody knows whether it arrived, stopped. */
export const digestSteps: readonly Step[] = [
  {
    name: 'a digest is added to the channel, with its next posts and who will see it',
    async run({ scene, ask }) {
      const line = 'digest add renewals mon 09:00 Europe/London';
      const added = await ask(line, by(scene, scene.places.general), has('Added: renewals'));
      expectThat(words(added).split('Europe/London').length > 5, 'the next five posts are shown');
      return /[^"\n]*will see \d+ customers/.exec(words(added))?.[0] ?? '';
    },
  },
  {
    name: 'it is posted now, once, and filled in place',
    async run({ scene, kept, ask }) {
      const { general } = scene.places;
      const isPost = inPlace(general, 'Renewals');
      const before = scene.seen.length;
      await ask('digest now 1', by(scene, general), (shown) => isPost(shown) && shown.thread === null);
      const post = await scene.until((shown) => isPost(shown) && shown.thread === null && shown.edits > 0);
      const sent = scene.seen
        .slice(before)
        .filter(({ method, body }) => method === 'post' && /"digest\//.test(JSON.stringify(body)));
      expectThat(sent.length <= 1, `it was posted once, not ${sent.length} times`);
      kept.set('digest', post);
      return `${post.by}, ${post.edits} edits: ${brief(post)}`;
    },
  },
  {
    name: 'every row of it as a file is for whoever presses, and not for the channel',
    async run({ scene, see, get }) {
      const { admin, rep } = scene.people;
      const title = /"title":"([^"]*CSV[^"]*)"/.exec(words(get('digest')))?.[1] ?? 'Export CSV';
      const file = await see(
        () => scene.press(get('digest'), title, { user: rep.id }),
        (shown) => shown.conversation === rep.chat && /\.csv/.test(JSON.stringify(shown.payload)),
      );
      expectThat(file.conversation !== admin.chat, 'it is theirs');
      return `${title}: ${brief(file)}`;
    },
  },
  {
    name: 'one of which nobody knows whether it arrived is held, and its owner settles it',
    // It is looked for after 15 s, where that can be done.
    slow: true,
    async run({ scene, see, ask }) {
      const { admin } = scene.people;
      const { general } = scene.places;
      scene.fault({
        method: 'post',
        fault: { kind: 'reset' },
        times: 1,
        where: ({ path, body }) =>
          decodeURIComponent(path).includes(general) && JSON.stringify(body).includes('enewals'),
      });
      await ask('digest add renewals tue 10:00 Europe/London', by(scene, general), has('Added: renewals'));
      await ask('digest now 2', by(scene, general), toldTo(admin, 'To be posted now'));
      const held = await scene.until(toldTo(admin, 'arrived'), 60_000);
      const posts = () =>
        scene.shown.filter((shown) => inPlace(general, 'enewals')(shown) && shown.thread === null).length;
      const there = posts();
      const title = [...words(held).matchAll(/"title":"([^"]+)"/g)].map(([, each = '']) => each)[0] ?? '';
      await see(
        () => scene.press(held, title, by(scene)),
        (shown) => shown.id === held.id,
      );
      scene.clearFaults();
      expectThat(posts() === there, 'it was not sent again');
      return `${brief(held)} → ${title}`;
    },
  },
  {
    name: 'why says that it was posted, and pause stops it',
    async run({ scene, see, ask }) {
      const { admin } = scene.people;
      const why = await ask('why 1', by(scene), toldTo(admin, 'posted'));
      const one = await ask('digest list 1', by(scene), toldTo(admin, 'Pause'));
      await see(() => scene.press(one, 'Pause', by(scene)), has('Paused: schedule 1'));
      return brief(why);
    },
  },
];
