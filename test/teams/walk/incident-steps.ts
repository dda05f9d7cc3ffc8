import type { Shown } from '../double/types.ts';
import { Calls } from './calls.ts';
import { brief, by, expectThat, has, inPlace, type Step, toldTo, words } from './stage.ts';

const MINUTE = 60_000;
/** An hour goes by before lost calls are forgotten, and half an hour more before it is over. */
const MOST_SLOTS = 8;
let calls: Calls | undefined;

/** An alert from its page to its end: a queue loses its callers, by its call records, while the clock is moved ahead. */
export const incidentSteps: readonly Step[] = [
  {
    name: 'a queue loses its callers: its page is posted in the channel and calls whoever is first',
    async run(stage) {
      const { scene, kept } = stage;
      const { viewer } = scene.people;
      // Whoever never spoke to the bot is looked up only from time to time.
      await stage.ask('help', { user: viewer.id }, toldTo(viewer, 'Questions'));
      calls = await Calls.begin(stage);
      const before = new Set(scene.shown.map(({ id }) => id));
      await calls.slot(1);
      await calls.slot(13);
      const isPage = inPlace(scene.places.general, 'Losing callers');
      const page = await scene.until((shown) => !before.has(shown.id) && isPage(shown) && has('"Acknowledge"')(shown));
      expectThat(
        JSON.stringify(page.payload).includes(`<at>${scene.people.admin.name}`),
        'the first on call is called',
      );
      kept.set('page', page);
      return brief(page);
    },
  },
  {
    name: 'nobody has it after ten minutes: the next one is called in its thread',
    async run({ scene, get }) {
      const { viewer } = scene.people;
      const page = get('page');
      await calls?.quiet(10 * MINUTE);
      const line = await scene.until((shown) => shown.thread === page.id && has('so you are called')(shown));
      expectThat(JSON.stringify(line.payload).includes(`<at>${viewer.name}`), 'it calls the second on call');
      return brief(line);
    },
  },
  {
    name: 'Acknowledge changes the message for everybody, and the thread says who has it',
    async run({ scene, get, kept }) {
      const page = get('page');
      const reply = await scene.press(get('page'), 'Acknowledge', by(scene));
      expectThat(reply.status === 200, 'whoever pressed is answered');
      const held = await scene.until(isNow(page, (text) => !text.includes('"Acknowledge"')));
      expectThat(words(held).includes('Admin'), `it says who has it: ${held.text}`);
      kept.set('page', held);
      return brief(held);
    },
  },
  {
    name: 'Snooze says until when',
    async run({ scene, get, kept }) {
      const page = get('page');
      await scene.press(page, 'Snooze 6 h', by(scene));
      const snoozed = await scene.until(isNow(page, (text) => /snooze/i.test(text.split('"actions"')[0] ?? '')));
      kept.set('page', snoozed);
      return brief(snoozed);
    },
  },
  {
    name: 'it is over when its queue is well for half an hour: the same message says so, and calls nobody',
    async run({ scene, get }) {
      const page = get('page');
      const isOver = isNow(page, (text) => text.includes('Over since'));
      for (let slot = 0; slot < MOST_SLOTS && scene.last(isOver) === undefined; slot++) await calls?.slot(0);
      const over = await scene.until(isOver);
      expectThat(!words(over).includes('"Snooze'), 'there is nothing left to do');
      expectThat(!JSON.stringify(over.payload).includes(`<at>${scene.people.viewer.name}`), 'nobody else is called');
      return brief(over);
    },
  },
];

/** A message as it stands now, which it did not before. */
function isNow({ id, edits }: Shown, fits: (text: string) => boolean) {
  return (shown: Shown) => shown.kind === 'message' && shown.id === id && shown.edits > edits && fits(words(shown));
}
