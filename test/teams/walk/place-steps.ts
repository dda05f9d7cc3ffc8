import { brief, by, expectThat, has, inPlace, type Stage, type Step, toldTo, words } from './stage.ts';

/** Questions in a channel and a group chat: the answer is for whoever asked, and shared on purpose. */
export const placeSteps: readonly Step[] = [
  {
    name: 'a mention in a channel is answered in the personal chat, and the thread says only that',
    async run({ scene, kept, ask }) {
      const { admin } = scene.people;
      const { general } = scene.places;
      const answer = await ask('expiring 90d', by(scene, general), toldTo(admin, 'Expiring: next 90 days'));
      const line = await scene.until((shown) => shown.conversation === general && shown.thread !== null);
      expectThat(!/\d/.test(line.text), `there is no figure in it: ${line.text}`);
      kept.set('asked in channel', answer);
      return `${brief(answer).slice(0, 40)} / ${line.text}`;
    },
  },
  {
    name: 'a mention in a group chat is answered in the personal chat',
    async run({ scene, ask }) {
      const { admin } = scene.people;
      const answer = await ask('overage', by(scene, scene.places.group), toldTo(admin, 'Over the licence limit'));
      const seenThere = scene.shown.filter(({ conversation }) => conversation === scene.places.group);
      expectThat(!seenThere.some(has('Over the licence limit')), 'the group chat shows nothing of it');
      return brief(answer);
    },
  },
  {
    name: 'Share shows who will see it, an editor sets the audience in the same card, and it is posted',
    async run({ scene, see, get }) {
      const { general } = scene.places;
      const asks = await see(() => scene.press(get('asked in channel'), 'Share', by(scene)), has('All customers'));
      const before = new Set(scene.shown);
      const post = await see(
        () => scene.submit(asks, submitOf(asks), { audience: 'All customers' }, by(scene)),
        inPlace(general, 'Expiring'),
      );
      // What asked gives way to the answer again, so that nobody shares twice.
      await scene.until((shown) => !before.has(shown) && toldTo(scene.people.admin, 'Export CSV')(shown));
      expectThat(!words(post).includes('"Next"'), 'nobody can turn its pages');
      return `${general}: ${brief(post)}`;
    },
  },
  {
    name: 'Share says how many people will see how many customers',
    async run({ scene, see, ask }) {
      const { admin } = scene.people;
      const answer = await ask(
        'expiring 90d',
        by(scene, scene.places.general),
        toldTo(admin, 'Expiring: next 90 days'),
      );
      const asks = await see(
        () => scene.press(answer, 'Share', by(scene)),
        (shown) => /will see \d+ customers/.test(words(shown)),
      );
      return /[^"]*will see \d+ customers/.exec(words(asks))?.[0] ?? '';
    },
  },
  {
    name: 'Ask this myself, under a shared answer, answers whoever presses, with their customers only',
    async run({ scene, see }) {
      const { rep } = scene.people;
      const post = scene.last(inPlace(scene.places.general, 'Ask this myself'));
      if (post === undefined) throw new Error('nothing is shared');
      const own = await see(() => scene.press(post, 'Ask this myself', { user: rep.id }), toldTo(rep, 'Expiring'));
      return brief(own);
    },
  },
  {
    name: 'somebody else’s button is refused, and only they are told',
    async run({ scene, get }) {
      const { rep, admin } = scene.people;
      const reply = await scene.press(get('list'), 'Next', { user: rep.id, conversation: admin.chat });
      expectThat(reply.status < 300, `it is answered, not ${reply.status}`);
      expectThat(!/\d+–\d+ of/.test(reply.body), 'the reply holds no page');
      return reply.body.slice(0, 140);
    },
  },
  {
    name: 'a rep with own scope sees nothing of anybody else’s customer',
    async run({ scene, ask }) {
      const { rep, admin } = scene.people;
      const all = await ask('customers top:5', by(scene), toldTo(admin, 'Customers'));
      const own = await ask('customers top:5', { user: rep.id }, toldTo(rep, 'Customers'));
      expectThat(all.text !== own.text, 'the two see different lists');
      return brief(own);
    },
  },
];

/** The word on the button that sends a dialog: the one that is not Back. */
export function submitOf({ card }: { card: unknown }): string {
  const all = [...JSON.stringify(card).matchAll(/"type":"Action\.Execute","title":"([^"]+)"/g)];
  return all.map(([, title = '']) => title).find((title) => title !== 'Back') ?? '';
}

/** The answer somebody gets in their chat who may not ask. */
export async function refusedAs(stage: Stage, user: { id: string; chat: string }, text: string): Promise<string> {
  const shown = await stage.ask('customers', { user: user.id }, toldTo(user, text));
  expectThat(!words(shown).includes('Export'), 'there is no list in it');
  return brief(shown);
}
