import { systemClock } from '../../../src/base/clock.ts';
import { toIsoDate } from '../../../src/base/days.ts';
import { startBot } from '../bot.ts';
import { alertSteps } from './alert-steps.ts';
import { digestSteps } from './digest-steps.ts';
import { by, expectThat, has, kindWith, PRIVATE, type Stage, type Step, words } from './stage.ts';

/** What a person can do in Slack, in the order in which somebody new would. */
export const steps: readonly Step[] = [
  command('/pulse expiring 90d', 'Expiring: next 90 days'),
  command('/expiring 30d', 'Expiring: next 30 days'),
  command('/renewing', 'Renew'),
  command('/overage', 'Over the licence limit'),
  command('/cluster act-now', 'Propensity clusters'),
  command('/pulse', 'help'),
  command('/pulse expiring 90d lang:de', 'Laufen ab'),
  command('/pulse expiring　９０ｄ -tag:“on hold”', 'Expiring: next 90 days'),
  {
    name: 'a slip is said, and one tap runs what was meant, in its place',
    async run({ double, see }) {
      const slip = await see(() => double.command('/pulse expirng 90d', by(double)), kindWith(PRIVATE, 'expirng'));
      const put = await see(() => double.press(slip, 'expiring 90d', by(double)), has('Expiring: next 90 days'));
      expectThat(put.edits > 0 || put.by === 'response_url', 'the message was replaced');
      return put.text;
    },
  },
  {
    name: 'Next turns the page in the same message',
    async run({ double, see, kept }) {
      const first = await see(() => double.command('/pulse expiring 90d', by(double)), has('Expiring: next 90 days'));
      const second = await see(() => double.press(first, 'Next', by(double)), has('page:2'));
      kept.set('second page', second);
      return words(second).match(/6–10 of \d+/)?.[0] ?? '';
    },
  },
  {
    name: 'Previous works after a restart of the program',
    async run(stage) {
      await stage.bot.kill();
      stage.bot = await startBot(stage.double, stage.data.file);
      const second = stage.get('second page');
      const back = await stage.see(() => stage.double.press(second, 'Previous', by(stage.double)), has('1–5 of'));
      stage.kept.set('list', back);
      return words(back).match(/1–5 of \d+/)?.[0] ?? '';
    },
  },
  {
    name: 'Export CSV sends a file to the direct message, and nothing to the channel',
    async run({ double, see, get }) {
      await see(() => double.press(get('list'), 'Export CSV', by(double)), kindWith(PRIVATE, '.csv'));
      const { body } = double.seen.findLast(({ method }) => method === 'files.completeUploadExternal') ?? {};
      expectThat(String(body?.['channel_id']).startsWith('D'), 'the file went to a direct message');
      return `files.completeUploadExternal to ${String(body?.['channel_id'])}`;
    },
  },
  {
    name: 'Share shows who will see it, an editor sets the audience in the same window, and it is posted',
    async run({ double, see, get }) {
      const modal = await see(() => double.press(get('list'), 'Share', by(double)), kindWith('modal', 'general'));
      const asks = await double.until((shown) => shown.kind === 'modal' && words(shown).includes('All customers'));
      const post = await see(
        () => double.submitView(asks, { audience: 'All customers' }, by(double)),
        kindWith('message', 'Expiring'),
      );
      expectThat(post.channel === double.channels.general, 'it is in the channel');
      expectThat(!words(post).includes('"Next"'), 'nobody can turn its pages');
      return `${modal.payload['type']}, then ${post.by}`;
    },
  },
  {
    name: 'Share says how many people will see how many customers',
    async run({ double, see, get }) {
      await see(() => double.press(get('list'), 'Share', by(double)), kindWith('modal', ''));
      const asks = await double.until((shown) => shown.kind === 'modal' && /will see \d+ customers/.test(words(shown)));
      return /[^"]*will see \d+ customers/.exec(words(asks))?.[0] ?? '';
    },
  },
  ...digestSteps,
  ...alertSteps,
  {
    name: 'Ask this myself, under a shared answer, answers whoever presses, with their customers only',
    async run({ double, see }) {
      const post = double.last((shown) => shown.kind === 'message' && words(shown).includes('Ask this myself'));
      if (post === undefined) throw new Error('nothing is shared');
      const own = await see(
        () => double.press(post, 'Ask this myself', { user: double.people.rep.id }),
        kindWith(PRIVATE, 'Expiring'),
      );
      expectThat(own.user === double.people.rep.id, 'only they see it');
      return own.text.replaceAll('\n', ' ');
    },
  },
  {
    name: 'Send to me sends the answer there',
    async run({ double, see, get }) {
      const sent = await see(
        () => double.press(get('list'), 'Send to me', by(double)),
        kindWith('message', 'Expiring'),
      );
      expectThat(sent.channel?.startsWith('D') === true, 'it is a direct message');
      return sent.by;
    },
  },
  {
    name: 'Filter… opens the filters, searches the data, and shows the narrowed list in place',
    async run({ double, see, get }) {
      const modal = await see(() => double.press(get('list'), 'Filter…', by(double)), kindWith('modal', 'Filter'));
      const found = await double.suggest(modal, 'country', '', by(double));
      const [country] = (JSON.parse(found.body) as { options: { value: string; text: { text: string } }[] }).options;
      if (country === undefined) throw new Error('there is no country to choose');
      const list = await see(
        () => double.submitView(modal, { country: [country.text.text] }, by(double)),
        has(`country:${country.value}`),
      );
      return `country:${country.value}, ${list.text.split('\n')[1]}`;
    },
  },
  {
    name: 'Ask about a customer… answers about the chosen one',
    async run({ double, see, get }) {
      const modal = await see(
        () => double.press(get('list'), 'Ask about a customer…', by(double)),
        kindWith('modal', 'On this page'),
      );
      const name = /"text":"([^"]+)","emoji":false},"value":/.exec(words(modal))?.[1] ?? '';
      const answer = await see(() => double.submitView(modal, { listed: name }, by(double)), kindWith(PRIVATE, name));
      return answer.text.split('\n')[0] ?? '';
    },
  },
  {
    name: 'a mention in a channel is answered to whoever asked only',
    async run({ double, see }) {
      const shown = await see(() => double.mention('overage', by(double)), kindWith(PRIVATE, 'Over the licence limit'));
      return shown.by;
    },
  },
  {
    name: 'a mention in a thread is answered in the thread',
    async run({ double, see }) {
      const shown = await see(
        () => double.mention('overage', { ...by(double), thread: '1700000000.000100' }),
        kindWith(PRIVATE, 'Over the licence limit'),
      );
      expectThat(shown.thread === '1700000000.000100', 'it is in the thread');
      return shown.by;
    },
  },
  {
    name: 'a direct message is answered, and the first one greeted',
    async run({ double, see }) {
      const user = double.people.viewer.id;
      const answer = await see(() => double.directMessage('customers', { user }), kindWith('message', 'Customers'));
      const hello = await double.until(kindWith('message', 'Partner Pulse'));
      return `${answer.by}; ${hello.text.split('\n')[0]}`;
    },
  },
  {
    name: 'the message shortcut asks about a message',
    async run({ double, see }) {
      const modal = await see(
        () => double.shortcut('ask_about', { text: 'what about   overage?' }, by(double)),
        kindWith('modal', 'what about overage?'),
      );
      const shown = await see(
        () => double.submitView(modal, { q: 'overage' }, by(double)),
        kindWith(PRIVATE, 'Over the licence limit'),
      );
      return shown.by;
    },
  },
  {
    name: 'App Home shows who I am, what is mine, and how old the data is',
    async run({ double, see }) {
      const home = await see(() => double.openHome({ user: double.people.rep.id }), kindWith('home', 'Rep'));
      return `${home.blocks.length} blocks`;
    },
  },
  {
    name: 'a dropped export is imported, with its figures to compare and its bad rows back',
    run: importFile,
  },
  {
    name: 'reader’s language comes from the profile',
    async run({ double, see }) {
      double.setUser(double.people.viewer.id, { locale: 'pt-BR', tz: 'America/Sao_Paulo' });
      await double.event({ type: 'user_change', user: { id: double.people.viewer.id, team_id: double.team } });
      const shown = await see(
        () => double.command('/pulse expiring 90d', { user: double.people.viewer.id }),
        has('A expirar'),
      );
      return shown.text.split('\n')[0] ?? '';
    },
  },
  {
    name: 'a rep with own scope sees nothing of anybody else’s customer',
    async run({ double, see }) {
      const all = await see(() => double.command('/pulse customers top:5', by(double)), has('Customers'));
      const own = await see(
        () => double.command('/pulse customers top:5', { user: double.people.rep.id }),
        has('Customers'),
      );
      expectThat(all.text !== own.text, 'the two see different lists');
      return own.text.replaceAll('\n', ' ');
    },
  },
  refused('a guest is refused', ({ double }) => ({ user: double.people.guest.id }), 'cannot ask'),
  refused(
    'somebody of a shared channel’s other company is refused',
    ({ double }) => ({ user: double.people.stranger.id }),
    'cannot ask',
  ),
  refused(
    'a shared channel is refused',
    ({ double }) => ({ ...by(double), channel: double.channels.shared }),
    'another organisation',
  ),
  {
    name: 'another workspace is refused without an answer',
    async run({ double }) {
      const { status, body } = await double.command('/pulse customers', { ...by(double), team: 'T0OTHER' });
      expectThat(!body.includes('Customers:'), 'there is no figure in it');
      return `${status} ${body.slice(0, 80)}`;
    },
  },
  {
    name: 'somebody else’s button is refused',
    async run({ double, see, get }) {
      const shown = await see(
        () => double.press(get('list'), 'Next', { user: double.people.rep.id }),
        kindWith(PRIVATE, 'belong to whoever asked'),
      );
      expectThat(shown.user === double.people.rep.id, 'only they are told');
      return shown.text;
    },
  },
  {
    name: 'a forged, an old, a future and a repeated request are refused',
    async run({ double }) {
      const body = 'command=%2Fpulse&text=customers';
      const now = Math.floor(systemClock.now() / 1000);
      const forged = await double.send('/slack/events', body, 'form', { signature: `v0=${'0'.repeat(64)}` });
      const old = await double.send('/slack/events', body, 'form', { at: now - 400 });
      const future = await double.send('/slack/events', body, 'form', { at: now + 400 });
      const statuses = [forged.status, old.status, future.status];
      expectThat(
        statuses.every((status) => status === 401),
        `all are 401 and not ${statuses}`,
      );
      return statuses.join(', ');
    },
  },
  {
    name: 'every refusal is in the audit log',
    async run({ data }) {
      const rows = data.workspace.db.sqlite.prepare("select detail from audit where kind = 'refusal'").pluck().all();
      const whys = new Set(rows.map((detail) => (JSON.parse(String(detail)) as { why?: string }).why));
      const wanted = ['forged', 'too-old', 'too-new', 'other-workspace', 'guest', 'shared-channel', 'not-theirs'];
      expectThat(
        wanted.every((why) => whys.has(why)),
        `${wanted.join(', ')} are among ${[...whys].join(', ')}`,
      );
      return [...whys].sort().join(', ');
    },
  },
  {
    name: 'nothing that was sent broke a limit of Slack’s',
    async run({ double }) {
      expectThat(double.problems.length === 0, `there are no problems: ${double.problems.join(' | ')}`);
      return `${[...double.counts.values()].reduce((sum, n) => sum + n, 0)} requests`;
    },
  },
];

function command(line: string, text: string): Step {
  return {
    name: line,
    async run({ double, see }) {
      const shown = await see(() => double.command(line, by(double)), kindWith(PRIVATE, text));
      return shown.text.replaceAll('\n', ' ').slice(0, 100);
    },
  };
}

function refused(name: string, as: (stage: Stage) => { user: string; channel?: string }, text: string): Step {
  return {
    name,
    async run(stage) {
      const shown = await stage.see(() => stage.double.command('/pulse customers', as(stage)), kindWith(PRIVATE, text));
      expectThat(!words(shown).includes('Export'), 'there is no list in it');
      return shown.text.replaceAll('\n', ' ').slice(0, 100);
    },
  };
}

async function importFile({ double, see }: Stage): Promise<string> {
  const head =
    'Customer,Customer ID,Domain,Country,Product,Subscription Type,Subscription ID,Start Date,End Date,Auto Renew,Total Licenses,Assigned Licenses,Used Licenses';
  const row = (n: number, end: string) =>
    `Dropped ${n} Ltd,00000000-0000-4000-8000-00000000000${n},dropped${n}.example,GB,Webex Calling,Subscription,D${n},2025-12-01,${end},No,100,80,60`;
  const day = toIsoDate(systemClock.now());
  const file = {
    name: `partner-hub-subscriptions-${day}.csv`,
    content: `${[head, row(1, '2027-01-01'), row(2, '2027-02-01'), row(3, 'soon')].join('\n')}\n`,
  };
  const held = await see(() => double.dropFile([file], '', by(double)), has('It is the whole list'));
  const done = await see(() => double.press(held, 'It is the whole list', by(double)), has('They match'));
  const rejects = () =>
    double.seen.some(({ method, body }) => method.startsWith('files.') && /reject/i.test(JSON.stringify(body)));
  for (let tried = 0; tried < 100 && !rejects(); tried++) await systemClock.sleep(50);
  expectThat(rejects(), 'the rejected row came back as a file');
  const thanks = await see(
    () => double.press(done, 'They match', by(double)),
    () => true,
  );
  return `${held.by}, ${done.edits} edits, ${thanks.by}`;
}
