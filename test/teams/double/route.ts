/** What a path asks for, in the double's words. */
export interface Routed {
  readonly method: string;
  readonly conversation: string | null;
  readonly activity: string | null;
  readonly person: string | null;
}

const none = { conversation: null, activity: null, person: null };

/** Undefined for a path that nobody at Microsoft has. */
export function routeOf(verb: string, pathname: string): Routed | undefined {
  const path = decodeURIComponent(pathname);
  if (path.startsWith('/upload/')) return { method: 'upload', ...none };
  if (path.startsWith('/download/')) return { method: 'download', ...none };
  if (path.endsWith('/openidconfiguration')) return { method: 'openid', ...none };
  if (path.endsWith('/.well-known/keys')) return { method: 'jwks', ...none };
  if (verb === 'POST' && path.endsWith('/oauth2/v2.0/token')) return { method: 'token', ...none };
  if (/^\/(graph\/)?(v1\.0|beta)\//.test(path)) return { method: 'graph', ...none };
  return connectorRoute(verb, path);
}

function connectorRoute(verb: string, path: string): Routed | undefined {
  const [, rest] = /\/v3\/(.*)$/.exec(path) ?? [];
  if (rest === undefined) return undefined;
  const team = /^teams\/([^/]+)(\/conversations)?$/.exec(rest);
  if (team !== null && verb === 'GET')
    return { ...none, method: team[2] === undefined ? 'team' : 'channels', conversation: team[1] ?? null };
  if (rest === 'conversations') return { ...none, method: verb === 'POST' ? 'create' : 'wrong' };
  const [, conversation = '', part, id] =
    /^conversations\/([^/]+)\/(activities|members|pagedmembers)(?:\/(.+))?$/.exec(rest) ?? [];
  if (part === undefined) return undefined;
  if (part === 'activities') return { ...none, method: activityMethod(verb, id), conversation, activity: id ?? null };
  if (verb !== 'GET') return { ...none, method: 'wrong', conversation };
  if (part === 'members' && id !== undefined) return { ...none, method: 'member', conversation, person: id };
  return { ...none, method: 'members', conversation };
}

function activityMethod(verb: string, id: string | undefined): string {
  if (verb === 'POST') return 'post';
  if (id === undefined) return 'wrong';
  return verb === 'PUT' ? 'update' : verb === 'DELETE' ? 'delete' : 'wrong';
}
