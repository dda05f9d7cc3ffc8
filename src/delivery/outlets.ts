import type { Outlet, Refused, Target } from './outlet.ts';

/** Several platforms as one: each message goes to the outlet of its target's platform. */
export function outletsBy(platforms: Readonly<Record<string, Outlet>>): Outlet {
  const of = ({ platform }: Target): Outlet | undefined =>
    Object.hasOwn(platforms, platform) ? platforms[platform] : undefined;
  const unknown: Refused = { at: 'refused', why: 'account-off', detail: 'this platform is not set up' };
  return {
    post: async (to, ...rest) => of(to)?.post(to, ...rest) ?? unknown,
    fill: async (to, ...rest) => of(to)?.fill(to, ...rest) ?? unknown,
    find: async (to, ...rest) =>
      of(to)?.find(to, ...rest) ?? { at: 'cannot-tell', never: true, detail: unknown.detail },
    remove: async (to, ...rest) => of(to)?.remove(to, ...rest) ?? unknown,
  };
}
