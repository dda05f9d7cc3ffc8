import { by, expectThat, has, kindWith, PRIVATE, type Step, words } from './stage.ts';

/** A digest in a channel: added, posted at once, explained, stopped. */
export const digestSteps: readonly Step[] = [
  {
    name: 'a digest is added to the channel, with its next posts and who will see it',
    async run({ double, see }) {
      const line = '/pulse digest add renewals mon 09:00 Europe/London';
      const added = await see(() => double.command(line, by(double)), kindWith(PRIVATE, 'Added: renewals'));
      expectThat(words(added).split('Europe/London').length > 5, 'the next five posts are shown');
      return /[^"]*will see \d+ customers/.exec(words(added))?.[0] ?? '';
    },
  },
  {
    name: 'it is posted now, once, and can be found by its key',
    async run({ double, see }) {
      const isPost = kindWith('message', 'Renewals');
      const post = await see(() => double.command('/pulse digest now 1', by(double)), isPost);
      expectThat(post.channel === double.channels.general, 'it is in the channel');
      const full = await double.until((shown) => isPost(shown) && shown.by === 'chat.update');
      const sent = double.seen.filter(
        ({ method, body }) => method === 'chat.postMessage' && JSON.stringify(body).includes('digest/'),
      );
      expectThat(sent.length === 1, `it was posted once with its key, not ${sent.length} times`);
      expectThat(words(full).includes('slack_file'), 'its picture is in it');
      return `${full.by}, ${full.edits} edits`;
    },
  },
  {
    name: 'why says that it was posted, and pause stops it',
    async run({ double, see }) {
      const why = await see(() => double.command('/pulse why 1', by(double)), kindWith(PRIVATE, 'posted'));
      const line = '/pulse digest list 1';
      const one = await see(() => double.command(line, by(double)), kindWith(PRIVATE, 'Pause'));
      await see(() => double.press(one, 'Pause', by(double)), has('Paused: schedule 1'));
      return why.text.replaceAll('\n', ' ').slice(0, 80);
    },
  },
];
