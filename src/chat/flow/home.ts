import type { AskedQuestion } from '../../../db/writes/audit.ts';
import { type Asker, whoGives } from '../../access/asker.ts';
import { formatMoment } from '../../words/formats.ts';
import { messagesFor } from '../../words/messages.ts';
import type { Admission } from '../admission.ts';
import type { Around } from '../around.ts';
import type { Card, CardPart } from '../card/card.ts';
import type { Incoming, Speaker } from '../incoming.ts';
import type { Profile, Sent } from '../port.ts';
import { type Glance, glanceFor, isPerson } from './glance.ts';
import { waitingParts } from './home-admin.ts';
import { digestParts } from './home-digests.ts';
import { dataParts, emptyParts, exampleParts } from './home-parts.ts';
import type { HomeView } from './home-view.ts';
import { pageCard } from './page.ts';
import { leftAs } from './record.ts';

/** The bot's own page for one person: who they are to it, what is theirs, what they can ask, how old the data is. */
export async function homeCard(around: Around, speaker: Speaker, asker: Asker, profile: Profile): Promise<Card> {
  return drawn(around, speaker, asker, profile, await glanceFor(around, asker, profile.language));
}

async function drawn(around: Around, speaker: Speaker, asker: Asker, profile: Profile, glance: Glance): Promise<Card> {
  const { language } = profile;
  const say = messagesFor(language);
  const view: HomeView = { around, speaker, asker, profile, language, say };
  const name = asker.name ?? profile.name;
  const title = name === null ? say('home.title-nobody') : say('home.title', { name });
  const when = formatMoment(around.clock.now(), language, profile.timeZone);
  return pageCard({
    language,
    title,
    demo: around.desk().demo,
    parts: [
      ...whoParts(view, glance),
      { kind: 'note', text: await roleText(view) },
      ...(await waitingParts(view)),
      ...(glance.isEmpty ? await emptyParts(view) : glanceParts(view, glance)),
      ...(await digestParts(view)),
      ...(await exampleParts(view)),
      ...(await dataParts(view)),
      { kind: 'note', text: say('home.drawn', { when, zone: profile.timeZone, platform: speaker.platform }) },
    ],
  });
}

/** What became of the page, and what the audit log is to keep of it. */
interface Shown {
  readonly sent: Sent;
  readonly asked?: AskedQuestion;
}

/** Draws the bot's own page for whoever opened it; somebody who may not ask sees why, and how to be let in. */
export async function showHome(around: Around, incoming: Incoming, admission: Admission): Promise<Shown> {
  const { speaker } = incoming;
  const port = around.port(speaker.platform);
  if (admission.kind === 'refused') return { sent: await port.showHome(speaker, admission.card, incoming.handle) };
  const { asker, profile } = admission;
  const glance = await glanceFor(around, asker, profile.language);
  const sent = await port.showHome(speaker, await drawn(around, speaker, asker, profile, glance), incoming.handle);
  const figures = Object.fromEntries(glance.lists.map(({ question, customers }) => [question, customers]));
  const left = { action: 'home', subject: null, rows: null, detail: { figures } };
  return { sent, ...(glance.isEmpty ? {} : { asked: leftAs(asker, incoming, left) }) };
}

/** Who somebody is here, and which customers are theirs and why. */
export function whoParts({ asker, say }: Pick<HomeView, 'asker' | 'say'>, { owned, isEmpty }: Glance): CardPart[] {
  const { email, role, scope } = asker;
  const words = { role: say(`role.${role}`), scope: say(`scope.${scope}`) };
  const you = isPerson(asker) ? say('home.you', { email: email ?? '', ...words }) : say('home.you-nobody', words);
  if (owned === undefined || isEmpty) return [{ kind: 'text', text: you }];
  const { customers, assignedHere } = owned;
  const mine = say('whoami.owned', { customers, listed: customers - assignedHere, assigned: assignedHere });
  return [
    { kind: 'text', text: you },
    { kind: 'text', text: mine },
  ];
}

function glanceParts({ speaker, asker, say }: HomeView, { owned, lists }: Glance): CardPart[] {
  const isMine = asker.scope === 'own' || (owned?.customers ?? 0) > 0;
  return [
    { kind: 'heading', text: say(isMine ? 'home.glance-mine' : 'home.glance-all') },
    { kind: 'facts', facts: lists.map(({ title, figures }) => ({ label: title, value: figures })) },
    {
      kind: 'buttons',
      buttons: lists.map(({ title, question }) => ({
        label: title,
        press: { do: 'to-me', q: question, of: speaker.user } as const,
      })),
    },
  ];
}

async function roleText({ around, say }: HomeView): Promise<string> {
  const who = await whoGives(around.desk().db, say);
  return who === '' ? say('home.role-alone') : say('home.role-by', { who });
}
