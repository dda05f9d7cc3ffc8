import { z } from 'zod/v4';
import { isApiAddress } from '../base/api-address.ts';
import type { TeamsSettings } from '../chat/teams/settings.ts';
import { idList } from './fields.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The tenant that the Playground says it is, unless told otherwise, has a digit too many. */
const TENANT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12,13}$/i;
const guid = (allowed: string) =>
  z
    .string()
    .regex(GUID, allowed)
    .transform((id) => id.toLowerCase());
const onOff = z.enum(['on', 'off'], 'on or off').default('off');
const address = (fallback: string) =>
  z.string().refine(isApiAddress, 'an https address, or http on this machine, ending in /').default(fallback);

/** The settings of Microsoft Teams, as .env.example explains them. */
export const teamsSettings = {
  TEAMS_APP_ID: guid('the Application (client) ID of the app registration').optional(),
  TEAMS_APP_PASSWORD: z.string().min(16, 'the value of a client secret of the app registration').optional(),
  TEAMS_APP_TENANT: guid('the Directory (tenant) ID of a single-tenant app registration').optional(),
  TEAMS_TENANTS: idList(TENANT, 'ids of tenants, such as 0f2b1c3d-0000-4000-8000-000000000001').transform((ids) =>
    ids.map((id) => id.toLowerCase()),
  ),
  TEAMS_GUESTS: idList(
    /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[^@\s]+@[^@\s]+)$/i,
    'object ids or e-mail addresses of people',
  ).transform((ids) => ids.map((id) => id.toLowerCase())),
  TEAMS_SHARED_CHANNELS: idList(/^19:\S+$/, 'ids of channels, such as 19:abc@thread.tacv2'),
  TEAMS_NAME: z
    .string()
    .regex(/^[\p{L}\d][\p{L}\d ._-]{0,28}[\p{L}\d]$/u, 'the name of the app, 2 to 30 letters')
    .default('Partner Pulse'),
  TEAMS_SERVICE_HOSTS: idList(/^[a-z0-9.-]+$/, 'names of hosts, such as smba.infra.gcc.teams.microsoft.com'),
  TEAMS_TARGETED: onOff,
  TEAMS_READ_BACK: onOff,
  TEAMS_PLAYGROUND: onOff,
  TEAMS_OPENID_URL: z
    .string()
    .refine((text) => isApiAddress(`${text}/`), 'an https address, or http on this machine')
    .default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
  TEAMS_TOKEN_ISSUER: z.string().min(8, 'the issuer of tokens that come in').default('https://api.botframework.com'),
  TEAMS_LOGIN_URL: address('https://login.microsoftonline.com/'),
  TEAMS_TOKEN_SCOPE: z
    .string()
    .min(8, 'the scope of tokens for answers')
    .default('https://api.botframework.com/.default'),
  TEAMS_GRAPH_URL: address('https://graph.microsoft.com/'),
};

const shape = z.object(teamsSettings);
type TeamsValues = z.infer<typeof shape>;

/** What the rules of Teams look at besides its own settings. */
interface Around {
  readonly HOST: string;
  readonly NODE_ENV: string;
}

export type TeamsConfig = TeamsSettings;

/** What the settings say of Teams; undefined where none of them turns it on. */
export function teamsOf(values: TeamsValues): TeamsConfig | undefined {
  if (!namesTeams(values)) return undefined;
  const { TEAMS_APP_ID: id, TEAMS_APP_PASSWORD: password, TEAMS_APP_TENANT: tenant } = values;
  const listed = values.TEAMS_TENANTS;
  return {
    app: id !== undefined && password !== undefined ? { id, password, tenant } : undefined,
    tenants: listed.length === 0 && tenant !== undefined ? [tenant] : listed,
    guests: values.TEAMS_GUESTS,
    sharedChannels: values.TEAMS_SHARED_CHANNELS,
    name: values.TEAMS_NAME,
    serviceHosts: values.TEAMS_SERVICE_HOSTS,
    targeted: values.TEAMS_TARGETED === 'on',
    readBack: values.TEAMS_READ_BACK === 'on',
    playground: values.TEAMS_PLAYGROUND === 'on',
    openIdUrl: values.TEAMS_OPENID_URL,
    issuer: values.TEAMS_TOKEN_ISSUER,
    loginUrl: values.TEAMS_LOGIN_URL,
    tokenScope: values.TEAMS_TOKEN_SCOPE,
    graphUrl: values.TEAMS_GRAPH_URL,
  };
}

function namesTeams(values: TeamsValues): boolean {
  const { TEAMS_APP_ID, TEAMS_APP_PASSWORD, TEAMS_PLAYGROUND } = values;
  return TEAMS_APP_ID !== undefined || TEAMS_APP_PASSWORD !== undefined || TEAMS_PLAYGROUND === 'on';
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** A platform that is half set up stays off for everybody, so it is said at start and not found out later. */
export function teamsMistakes(values: TeamsValues & Around): string[] {
  if (!namesTeams(values)) return [];
  const found: string[] = [];
  const { TEAMS_APP_ID: id, TEAMS_APP_PASSWORD: password, TEAMS_PLAYGROUND: playground } = values;
  if (playground === 'on') {
    if (id !== undefined || password !== undefined)
      found.push('TEAMS_PLAYGROUND takes in what nobody signed: not beside TEAMS_APP_ID or TEAMS_APP_PASSWORD');
    if (!LOOPBACK.includes(values.HOST))
      found.push('TEAMS_PLAYGROUND is for this machine alone: HOST has to be 127.0.0.1');
    if (values.NODE_ENV === 'production') found.push('TEAMS_PLAYGROUND is not for production');
    if (values.TEAMS_TENANTS.length === 0)
      found.push(
        'TEAMS_TENANTS is missing: the tenant that the Playground names (docs/teams.md has it), so that nobody else asks',
      );
    return found;
  }
  if (id === undefined)
    found.push('TEAMS_APP_ID is missing: without it nobody can tell that a request is for this bot');
  if (password === undefined) found.push('TEAMS_APP_PASSWORD is missing: without it nothing can be answered');
  if (values.TEAMS_TENANTS.length === 0 && values.TEAMS_APP_TENANT === undefined)
    found.push(
      'TEAMS_APP_TENANT is missing: the tenant whose people may ask; TEAMS_TENANTS lists them where the app is of several',
    );
  return found;
}
