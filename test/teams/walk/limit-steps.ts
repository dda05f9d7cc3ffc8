import { brief, by, expectThat, has, type Step, toldTo } from './stage.ts';

/** Limits of Microsoft's, and that nothing was sent past them. */
export const limitSteps: readonly Step[] = [
  {
    name: '429 with a second to wait: the answer comes after it, once',
    async run({ scene, ask }) {
      const { admin } = scene.people;
      scene.fault({ method: 'post', fault: { kind: 'limited', retryAfter: 1 }, times: 1 });
      const before = scene.shown.filter(has('Read as: customers top:3')).length;
      const answer = await ask('customers top:3', by(scene), toldTo(admin, 'top:3'));
      expectThat(scene.shown.filter(has('Read as: customers top:3')).length === before + 1, 'it came once');
      return brief(answer);
    },
  },
  {
    name: 'nothing that was sent broke a rule of Teams’',
    async run({ scene }) {
      expectThat(scene.problems.length === 0, `there are no problems: ${scene.problems.join(' | ')}`);
      return `${scene.seen.length} requests, ${scene.shown.length} things shown`;
    },
  },
];
