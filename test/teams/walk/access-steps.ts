import { refusedAs } from './place-steps.ts';
import { brief, expectThat, has, NEWCOMER, type Step, toldTo } from './stage.ts';

/** Who may ask, and how somebody gets to. */
export const accessSteps: readonly Step[] = [
  {
    name: 'somebody who is not listed asks for access, an admin gives it, and they are answered',
    async run({ scene, see, ask }) {
      const { admin } = scene.people;
      const refused = await ask('expiring 90d', { user: NEWCOMER }, has('Request access'));
      const asked = await see(
        () => scene.press(refused, 'Request access', { user: NEWCOMER }),
        toldTo(admin, 'engineer01@reseller.example'),
      );
      const titles = [...JSON.stringify(asked.card).matchAll(/"title":"([^"]+)","verb"/g)].map(
        ([, title = '']) => title,
      );
      const grant = titles.find((title) => /viewer/i.test(title)) ?? titles[0] ?? '';
      await see(
        () => scene.press(asked, grant, { user: admin.id }),
        (shown) => shown.id === asked.id && shown.edits > 0,
      );
      const answer = await ask('expiring 90d', { user: NEWCOMER }, has('Expiring: next 90 days'));
      return `${grant}; ${brief(answer)}`;
    },
  },
  {
    name: 'a guest is refused',
    only: 'double',
    run: (stage) => refusedAs(stage, stage.scene.people.guest, 'cannot ask'),
  },
  {
    name: 'somebody of another organisation is refused without an answer',
    async run({ scene }) {
      const tenant = 'e0000000-0000-4000-8000-00000000000e';
      const reply = await scene.write('customers', {
        user: scene.people.admin.id,
        change(activity) {
          const conversation = activity['conversation'] as object;
          activity['conversation'] = { ...conversation, tenantId: tenant };
          activity['channelData'] = { tenant: { id: tenant } };
        },
      });
      expectThat(!reply.body.includes('Customers'), 'there is no figure in it');
      expectThat(reply.status === 403, `it is refused by 403, not ${reply.status}`);
      return `${reply.status} ${reply.body.slice(0, 80)}`;
    },
  },
  {
    name: 'what asks for answers elsewhere is refused, and nothing goes there',
    async run({ scene }) {
      const reply = await scene.write('customers', {
        user: scene.people.admin.id,
        change(activity) {
          activity['serviceUrl'] = 'https://elsewhere.example/';
        },
      });
      expectThat(reply.status === 403, `it is refused by 403, not ${reply.status}`);
      return String(reply.status);
    },
  },
];
