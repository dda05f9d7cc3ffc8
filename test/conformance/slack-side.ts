import { slackInstallations, startSlack } from '../../src/chat/slack/app.ts';
import { makeSlackPort } from '../../src/chat/slack/port.ts';
import { slackTokens } from '../../src/chat/slack/tokens.ts';
import { createServer } from '../../src/server/http.ts';
import { pressables } from '../slack/double/find-element.ts';
import type { Shown, SlackDouble } from '../slack/double/types.ts';
import type { House } from './house.ts';
import { readSlack } from './read-slack.ts';
import type { Side, Where, Who } from './side.ts';
import type { Given, Told } from './told.ts';

const LOCALES = { en: 'en-US', pt: 'pt-BR', fr: 'fr-FR', es: 'es-ES', de: 'de-DE', zh: 'zh-CN' } as const;

/** Slack, with the double in its place. */
export async function openSlackSide(house: House, double: SlackDouble): Promise<Side> {
  const { around, clock, reception, workspace } = house;
  const { log } = around;
  const { db } = workspace;
  const settings = {
    ...{ signingSecret: double.signingSecret, botToken: double.botToken, appToken: undefined, oauth: undefined },
    ...{ teams: [double.team], command: '/pulse', apiUrl: double.apiUrl },
  };
  const installations = slackInstallations(db, clock, settings, undefined);
  const tokens = slackTokens({ settings, installations });
  const port = makeSlackPort({ tokens, apiUrl: double.apiUrl, db: () => db, clock, log });
  const health = async () => ({ ok: true, checks: [] });
  const server = await createServer({ host: '127.0.0.1', port: 0, health, ready: health, log });
  const slack = await startSlack({
    ...{ settings, publicUrl: undefined, secretsKey: undefined, installations, clock, log, reception, tokens },
    commands: [{ command: '/pulse', question: null }],
  });
  server.serve(slack.routes);
  double.botUrl = server.url;
  house.connect({ port, team: double.team });

  const shownOf = new WeakMap<Told, Shown>();
  const emailOf = (user: string) => Object.values(double.people).find(({ id }) => id === user)?.email ?? user;
  const read = (shown: Shown): Told => {
    const told = readSlack(shown, emailOf);
    shownOf.set(told, shown);
    return told;
  };
  const rawOf = (told: Told): Shown => {
    const found = shownOf.get(told);
    if (found === undefined) throw new Error('this was not told in Slack');
    return found;
  };
  const during: Side['during'] = async (deed) => {
    const [before, asked] = [new Set(double.shown), double.seen.length];
    clock.settle();
    await deed();
    await reception.idle();
    return { told: double.shown.filter((each) => !before.has(each)).map(read), files: filesIn(double, asked) };
  };
  const there: Readonly<Record<Where, object>> = {
    direct: {},
    channel: { channel: double.channels.general },
    shared: { channel: double.channels.shared },
  };
  const by = (who: Who) => ({ user: double.people[who].id });
  return {
    platform: 'slack',
    ...{ port, house, during },
    say: (who, where, text) =>
      during(() =>
        where === 'direct'
          ? double.directMessage(text, by(who))
          : double.command(`/pulse ${text}`, { ...by(who), ...there[where] }),
      ),
    press: (who, told, does) =>
      during(async () => {
        const before = new Set(double.shown);
        const label = labelOf(told, does);
        await double.press(rawOf(told), label, by(who));
        // A dialog is opened beside the reply; that of a share is filled in while it stands there.
        if (opensDialog(told, label))
          await double.until(
            (shown) => !before.has(shown) && shown.kind === 'modal' && (does !== 'share' || shown.edits > 0),
          );
      }),
    submit: (who, dialog, values) => during(() => double.submitView(rawOf(dialog), values, by(who))),
    async suggest(who, dialog, field, typed) {
      const { body } = await double.suggest(rawOf(dialog), field, typed, by(who));
      const { options = [] } = JSON.parse(body === '' ? '{}' : body) as { options?: { value: string }[] };
      return options.map(({ value }) => value);
    },
    home: (who) => during(() => double.openHome(by(who))),
    forge(who, told, press) {
      const shown = rawOf(told);
      const [first] = pressables(shown.blocks);
      const text = JSON.stringify(shown.blocks).replace(JSON.stringify(first?.action['value']), JSON.stringify(press));
      const blocks = JSON.parse(text) as Shown['blocks'];
      return during(() => double.press({ ...shown, blocks }, first?.label ?? '', by(who)));
    },
    target: (where) => ({
      ...{ platform: 'slack', team: double.team },
      ...(where === 'channel'
        ? { kind: 'channel', id: double.channels.general }
        : { kind: 'person', id: double.people[where].id }),
    }),
    room: { name: '#general', members: 5 },
    idOf: (who) => double.people[who].id,
    async speak(who, language) {
      const { id } = double.people[who];
      double.setUser(id, { locale: LOCALES[language] });
      await port.forgetProfile(double.team, id);
    },
    problems: () => double.problems,
    async close() {
      await slack.stop();
      await server.close();
    },
  } satisfies Side;
}

const isDialog: ReadonlySet<string> = new Set(['filter', 'share', 'customer', 'more']);

/** Whether a button leads to a dialog. */
export function opensDialog({ offers }: Told, label: string): boolean {
  return offers.some((each) => each.label === label && each.press !== undefined && isDialog.has(each.press.do));
}

/** What can be pressed and does this, by its label. */
export function labelOf({ offers }: Told, does: string): string {
  const found = offers.find(({ press, label }) => press?.do === does || label === does);
  if (found !== undefined) return found.label;
  throw new Error(
    `nothing does ${does}, but ${offers.map(({ label, press }) => `${label} (${press?.do})`).join(', ')}`,
  );
}

/** Files that were given since. */
function filesIn(double: SlackDouble, since: number): Given[] {
  const asked = double.seen.slice(since);
  const sizes = asked.filter(({ method }) => method === 'upload').map(({ body }) => Number(body['bytes']));
  const named = asked.filter(({ method }) => method === 'files.completeUploadExternal');
  return named.flatMap(({ body }, at) => {
    const [file] = (body['files'] ?? []) as { title?: string }[];
    const isPicture = file?.title?.endsWith('.png') === true;
    return isPicture ? [] : [{ kind: 'file', name: file?.title ?? '', bytes: sizes[at] ?? 0, isOffered: false }];
  });
}
