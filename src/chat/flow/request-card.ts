import type { AccessRequest } from '../../../db/readings/access-requests.ts';
import type { Language } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
import { addCommand } from '../add-command.ts';
import type { Card } from '../card/card.ts';

/** Asks an admin whether somebody may be let in. */
export function requestCard(request: AccessRequest, language: Language): Card {
  const say = messagesFor(language);
  const { id, askedAt, email, team } = request;
  const title = say('access.request', { name: nameOf(request) });
  const facts = [
    { label: say('access.fact.name'), value: nameOf(request) },
    { label: say('access.fact.email'), value: email ?? '' },
    { label: say('access.fact.workspace'), value: team },
  ];
  const grant = (scope: 'own' | 'all') =>
    ({ do: 'grant', request: id, asked: askedAt, role: 'viewer', scope }) as const;
  return {
    language,
    fallback: `${title} (${email ?? ''})`,
    title,
    demo: false,
    parts: [
      { kind: 'facts', facts },
      { kind: 'note', text: say('access.request.note', { command: addCommand(email, 'editor') }) },
    ],
    buttons: [
      { label: say('access.button.own'), press: grant('own'), primary: true },
      { label: say('access.button.all'), press: grant('all') },
      { label: say('access.button.decline'), press: { do: 'decline', request: id, asked: askedAt } },
    ],
    more: [],
  };
}

/** The name of who asked; the e-mail where the platform tells none. */
export function nameOf({ name, email, user }: AccessRequest): string {
  return name ?? email ?? user;
}
