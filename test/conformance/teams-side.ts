import { signingKey } from '../../db/writes/signing-keys.ts';
import { startTeams } from '../../src/chat/teams/app.ts';
import { downloadRoutes } from '../../src/chat/teams/download.ts';
import { makeFileTaker } from '../../src/chat/teams/file-taker.ts';
import { makeTeamsPort } from '../../src/chat/teams/port.ts';
import { Waiting } from '../../src/chat/teams/waiting.ts';
import { createServer } from '../../src/server/http.ts';
import type { Language } from '../../src/words/languages.ts';
import { actionsOf, attachmentsOf, fieldsAt } from '../teams/double/card-parts.ts';
import type { ActorOptions, Shown, TeamsDouble } from '../teams/double/types.ts';
import type { House } from './house.ts';
import { readTeams } from './read-teams.ts';
import type { Side, Where, Who } from './side.ts';
import { labelOf, opensDialog } from './slack-side.ts';
import type { Given, Told } from './told.ts';

const LOCALES = { en: 'en-US', pt: 'pt-BR', fr: 'fr-FR', es: 'es-ES', de: 'de-DE', zh: 'zh-CN' } as const;

/** Microsoft Teams, with the double in its place. */
export async function openTeamsSide(house: House, double: TeamsDouble): Promise<Side> {
  const { around, clock, reception, workspace } = house;
  const { log } = around;
  const { db } = workspace;
  const settings = double.settings();
  const [waiting, key] = [new Waiting(clock), signingKey(db)];
  const port = makeTeamsPort({ settings, db: () => db, clock, log, waiting, key, publicUrl: undefined });
  house.connect({ port, team: double.tenant });
  const files = makeFileTaker({
    ...{ around, db: () => db, key, settings },
    post: (tenant, conversation, activity) => port.post(tenant, conversation, activity),
  });
  const health = async () => ({ ok: true, checks: [] });
  const server = await createServer({ host: '127.0.0.1', port: 0, health, ready: health, log });
  const teams = await startTeams({ settings, host: '127.0.0.1', db, clock, log, reception, waiting, files });
  server.serve([...teams.routes, ...downloadRoutes({ around, db: () => db, key })]);
  double.botUrl = server.url;
  const { admin } = double.people;
  double.setPerson(admin.id, { email: ADMIN, userPrincipalName: ADMIN });

  /** What a phone did not show. */
  const narrower: string[] = [];
  const shownOf = new WeakMap<Told, Shown>();
  const locales = new Map<Who, string>();
  const emailOf = (id: string) => {
    const found = Object.values(double.people).find((each) => each.teamsId === id || each.id === id);
    return found === undefined ? id : found.id === admin.id ? ADMIN : found.email;
  };
  const read = (shown: Shown): Told => {
    const told = readTeams(shown, 'desk', emailOf);
    shownOf.set(told, shown);
    narrower.push(...missingOnPhone(told, readTeams(shown, 'phone', emailOf)));
    return told;
  };
  const rawOf = (told: Told): Shown => {
    const found = shownOf.get(told);
    if (found === undefined) throw new Error('this was not told in Teams');
    return found;
  };
  const by = (who: Who): ActorOptions => {
    const locale = locales.get(who);
    return { user: double.people[who].id, ...(locale === undefined ? {} : { locale }) };
  };
  const newest = async (deed: () => Promise<unknown>): Promise<readonly Shown[]> => {
    const before = new Set(double.shown);
    clock.settle();
    await deed();
    await reception.idle();
    await files.idle();
    const changed = double.shown.filter((each) => !before.has(each));
    // Whoever pressed sees the reply, which is what the message was replaced by for good.
    return changed.filter(
      ({ kind, id }) => kind !== 'view' || !changed.some((each) => each.kind !== 'view' && each.id === id),
    );
  };
  const during: Side['during'] = async (deed) => {
    const shown = await newest(deed);
    const [told, given]: [Told[], Given[]] = [[], []];
    for (const each of shown) {
      if (!isOffer(each)) {
        told.push(read(each));
        continue;
      }
      // Accepted at once: that it is offered first is what differs.
      const before = new Set(double.uploads.keys());
      await newest(() => double.consent(each, true));
      const added = [...double.uploads].filter(([name]) => !before.has(name) || name === nameOf(each));
      given.push(
        ...added.map(([name, bytes]) => ({ kind: 'file', name, bytes: bytes.byteLength, isOffered: true }) as const),
      );
    }
    return { told, files: given };
  };
  const there: Readonly<Record<Where, ActorOptions>> = {
    direct: {},
    channel: { conversation: double.places.general },
    shared: { conversation: double.places.shared },
  };
  return {
    platform: 'teams',
    ...{ port, house, during },
    say: (who, where, text) => during(() => double.write(text, { ...by(who), ...there[where] })),
    press: (who, told, does) =>
      during(async () => {
        const before = new Set(double.shown);
        const label = labelOf(told, does);
        await double.press(rawOf(told), label, by(who));
        // The reply shows it, and the message is replaced after that.
        if (opensDialog(told, label)) await double.until((shown) => !before.has(shown) && shown.by === 'update');
      }),
    submit(who, dialog, values) {
      const shown = rawOf(dialog);
      const submit = actionsOf(shown.card).find(({ verb }) => verb === 'dialog');
      return during(() => double.submit(shown, String(submit?.['title']), values, by(who)));
    },
    async suggest(who, dialog, field, typed) {
      const { json } = await double.search(rawOf(dialog), field, typed, by(who));
      const { results } = fieldsAt(json, 'value') as { results?: { value: string }[] };
      return (results ?? []).map(({ value }) => decodeURIComponent(value));
    },
    home: (who) => during(() => double.write('home', by(who))),
    forge(who, told, press) {
      const shown = rawOf(told);
      const [first] = actionsOf(shown.card);
      const { press: meant } = fieldsAt(first, 'data');
      const card = JSON.parse(JSON.stringify(shown.card).replaceAll(JSON.stringify(meant), JSON.stringify(press)));
      return during(() => double.press({ ...shown, card }, String(first?.['title']), by(who)));
    },
    target: (where) => ({
      ...{ platform: 'teams', team: double.tenant },
      ...(where === 'channel'
        ? { kind: 'channel', id: double.places.general }
        : { kind: 'person', id: double.people[where].id }),
    }),
    room: { name: 'Reseller', members: 4 },
    idOf: (who) => double.people[who].id,
    async speak(who: Who, language: Language) {
      locales.set(who, LOCALES[language]);
    },
    problems: () => [...double.problems, ...narrower],
    async close() {
      await teams.stop();
      await files.stop(0);
      await server.close();
    },
  } satisfies Side;
}

const ADMIN = 'admin@emulate.dev';

/** A phone has other rows in place of a wide table, with the same figures, each with its head. */
function missingOnPhone(desk: Told, phone: Told): string[] {
  const missing = desk.rows.flatMap((row, at) => {
    const words = phone.rows[at]?.join(' ') ?? '';
    return row.filter((cell) => !words.includes(cell)).map((cell) => `a phone lacks ${cell} of ${desk.title}`);
  });
  const others: readonly (keyof Told)[] = ['title', 'facts', 'lines', 'charts', 'links', 'offers', 'fields'];
  const differing = others.filter((name) => JSON.stringify(desk[name]) !== JSON.stringify(phone[name]));
  return [...missing, ...differing.map((name) => `a phone has other ${name} of ${desk.title}`)];
}

/** Whether it asks if a file may be put into somebody's files. */
function isOffer({ attachments }: Shown): boolean {
  return attachments.some(({ contentType }) => String(contentType).endsWith('.file.consent'));
}

function nameOf({ payload }: Shown): string {
  return String(attachmentsOf(payload)[0]?.['name']);
}
