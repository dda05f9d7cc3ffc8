import type { DoublePerson } from '../double/types.ts';
import { TEAM, type World } from '../double/world.ts';

/** It wants at least five people besides the one at it. */
const FEWEST = 5;

/** The directory and the conversations of our own double, as the Playground's settings. */
export function playgroundSettings(world: World, bot: { readonly id: string; readonly name: string }): object {
  const { admin, stranger } = world.people;
  const known = world
    .everybody()
    .filter(({ id }) => id !== admin.id && id !== stranger.id)
    .map((person) => userOf({ ...person, ...changed(world, person) }));
  const more = Array.from({ length: Math.max(0, FEWEST - known.length) }, (_, at) => {
    const number = String(at + 50).padStart(2, '0');
    const id = `a0000000-0000-4000-8000-0000000009${number}`;
    return userOf({
      name: `Engineer ${number}`,
      id,
      teamsId: `29:1engineer${number}`,
      email: `engineer${number}@reseller.example`,
    });
  });
  const { general, private: closed, group } = world.places;
  return {
    version: '0.1.1',
    tenantId: world.tenant,
    bot,
    currentUser: userOf(admin),
    users: [...known, ...more],
    personalChat: { id: admin.chat },
    groupChat: { id: group, name: 'Group' },
    team: {
      id: general,
      name: 'Reseller',
      aadGroupId: TEAM.group,
      // It has the first channel of the team and one more.
      channels: [{ id: closed, name: 'private' }],
    },
  };
}

/** What was changed of a person. */
function changed(world: World, person: DoublePerson): { name: string; email: string } {
  const { name, email } = world.member(person);
  return { name: String(name), email: String(email) };
}

function userOf({ name, id, teamsId, email }: Pick<DoublePerson, 'name' | 'id' | 'teamsId' | 'email'>): object {
  const [givenName, surname] = name.split(' ');
  // As it spells it.
  return { id: teamsId, name, userPrincipleName: email, aadObjectId: id, givenName, surname, email };
}
