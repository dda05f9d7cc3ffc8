import { z } from 'zod/v4';
import { knownTimeZone, languageOfLocale } from '../locale.ts';
import type { Profile } from '../port.ts';

const text = z.string().nullish();
const flag = z.boolean().nullish();

/** `user` of users.info, as far as it is read here. */
const user = z.object({
  id: z.string(),
  team_id: text,
  name: text,
  real_name: text,
  deleted: flag,
  is_bot: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  locale: text,
  tz: text,
  profile: z.object({ real_name: text, display_name: text, email: text }).nullish(),
  enterprise_user: z.object({ enterprise_id: text, teams: z.array(z.string()).nullish() }).nullish(),
});
type User = z.infer<typeof user>;

/**
 * A profile out of what users.info says; undefined where that is not what it should be. `own` are the workspaces and
 * organisations whose people are no strangers.
 */
export function profileFrom(given: unknown, own: ReadonlySet<string>): Profile | undefined {
  const read = user.safeParse(given);
  if (!read.success) return undefined;
  const { data } = read;
  return {
    name: firstOf(data.profile?.display_name, data.profile?.real_name, data.real_name, data.name),
    email: firstOf(data.profile?.email)?.toLowerCase() ?? null,
    language: languageOfLocale(data.locale),
    timeZone: knownTimeZone(data.tz),
    standing: standingOf(data, own),
  };
}

/** The worst that is true of them: who is deactivated and a guest is deactivated. */
function standingOf(data: User, own: ReadonlySet<string>): Profile['standing'] {
  if (data.deleted) return 'deactivated';
  if (data.is_bot || data.id === 'USLACKBOT') return 'bot';
  if (data.is_stranger || !belongs(data, own)) return 'stranger';
  if (data.is_restricted || data.is_ultra_restricted) return 'guest';
  return 'member';
}

/** Without any team named, whose they are is unknown, which counts as somebody else's. */
function belongs({ team_id: team, enterprise_user: enterprise }: User, own: ReadonlySet<string>): boolean {
  return [team, enterprise?.enterprise_id, ...(enterprise?.teams ?? [])].some((id) => id && own.has(id));
}

function firstOf(...texts: readonly (string | null | undefined)[]): string | null {
  return texts.map((each) => each?.trim()).find((each) => each) ?? null;
}
