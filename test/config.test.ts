import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { UserError } from '../src/base/errors.ts';
import { assetPath, projectRoot } from '../src/base/paths.ts';
import { readConfig, settingNames } from '../src/config.ts';

function mistakes(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ exitCode: 2, next: expect.stringContaining('.env.example') });
    return (error as UserError).message;
  }
  return '';
}

test('everything has a default', () => {
  expect(readConfig({})).toEqual({
    databasePath: join(projectRoot(), 'data', 'pulse.db'),
    databaseIsDefault: true,
    host: '127.0.0.1',
    port: 3000,
    logLevel: 'info',
    production: false,
    cycleDay: 25,
    backupKeepDays: 14,
    auditKeepDays: 400,
    rejectsKeepDays: 30,
    publicUrl: undefined,
    defaultRole: undefined,
    secretsKey: undefined,
    callRecords: undefined,
    slack: undefined,
    teams: undefined,
    hooks: { pagerDuty: undefined, generic: undefined },
  });
});

test('an empty value counts as unset, blanks around a value are dropped', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '  ', HOST: ' ::1 ' })).toEqual({ ...readConfig({}), host: '::1' });
});

test.each([
  ['file:data/other.db', join(projectRoot(), 'data', 'other.db')],
  ['data/other.db', join(projectRoot(), 'data', 'other.db')],
  ['file:./other.db', join(projectRoot(), 'other.db')],
  ['file:/var/lib/pulse.db', '/var/lib/pulse.db'],
  ['file:///var/lib/pulse.db', '/var/lib/pulse.db'],
  ['file:///var/lib/my%20pulse.db', '/var/lib/my pulse.db'],
  ['/var/lib/pulse.db', '/var/lib/pulse.db'],
])('DATABASE_URL %s is the file %s', (url, path) => {
  expect(readConfig({ DATABASE_URL: url })).toMatchObject({ databasePath: path, databaseIsDefault: false });
});

test.each([
  ['/var/lib/pulse', '/var/lib/pulse/pulse.db'],
  ['elsewhere/', join(projectRoot(), 'elsewhere', 'pulse.db')],
])('DATA_DIR %s moves the default database to %s', (folder, path) => {
  expect(readConfig({ DATA_DIR: folder })).toMatchObject({ databasePath: path, databaseIsDefault: true });
});

test('DATABASE_URL wins over DATA_DIR', () => {
  const config = readConfig({ DATA_DIR: '/var/lib/pulse', DATABASE_URL: '/srv/other.db' });
  expect(config).toMatchObject({ databasePath: '/srv/other.db', databaseIsDefault: false });
});

describe('a mistake is named with its value and what is allowed', () => {
  test.each([
    ['PORT', '80a', 'from 1 to 65535'],
    ['PORT', '65536', 'from 1 to 65535'],
    ['PORT', '-1', 'from 1 to 65535'],
    ['PORT', '3e3', 'from 1 to 65535'],
    ['HOST', 'http://localhost', 'without port'],
    ['LOG_LEVEL', 'loud', 'trace, debug, info'],
    ['NODE_ENV', 'prod', 'production, development or test'],
    ['BACKUP_KEEP', '0', 'number of days'],
    ['REJECTS_KEEP_DAYS', '1.5', 'number of days'],
    ['DATABASE_URL', 'postgres://db/pulse', 'a file'],
    ['DATABASE_URL', 'file:', 'a file'],
    ['DATABASE_URL', ':memory:', 'a file'],
    ['DATABASE_URL', 'file::memory:', 'a file'],
    ['DATABASE_URL', 'file:data/pulse.db?mode=ro', 'a file'],
    ['DATABASE_URL', 'file://server/share/pulse.db', 'a file'],
    ['DATABASE_URL', 'data/', 'a file'],
    ['DATA_DIR', 'file:data', 'a folder'],
  ])('%s=%s', (name, value, allowed) => {
    const message = mistakes({ [name]: value });
    expect(message).toContain(`${name} is ${JSON.stringify(value)}; allowed: `);
    expect(message).toContain(allowed);
    expect(message.split('\n')).toHaveLength(2);
  });
});

test('all mistakes are in one message', () => {
  const message = mistakes({ PORT: 'x', BACKUP_KEEP: 'y', LOG_LEVEL: 'z', DATABSE_URL: 'file:a.db' });
  expect(message.split('\n')).toEqual([
    '4 settings are wrong:',
    expect.stringContaining('PORT'),
    expect.stringContaining('LOG_LEVEL'),
    expect.stringContaining('BACKUP_KEEP'),
    '  DATABSE_URL is not a setting; DATABASE_URL is. Rename it, or set DATABASE_URL as well',
  ]);
});

test('a secret is not shown, and with Socket Mode nobody is sent to OAuth', () => {
  const message = mistakes({ SLACK_BOT_TOKEN: 'xoxp-hush' });
  expect(message).toMatch(/SLACK_BOT_TOKEN is something else .*; allowed: .*xoxb-/);
  expect(message).not.toContain('hush');
  expect(mistakes({ SLACK_APP_TOKEN: 'xapp-1' })).toMatch(/SLACK_BOT_TOKEN is missing$/);
});

const TENANT = '0F2B1C3D-0000-4000-8000-000000000001';
const tenant = TENANT.toLowerCase();

describe('Microsoft Teams', () => {
  const app = { TEAMS_APP_ID: TENANT, TEAMS_APP_PASSWORD: 'a client secret of it' };

  test('is on by an app of one tenant, whose people may then ask; ids are lower case', () => {
    expect(readConfig({ ...app, TEAMS_APP_TENANT: TENANT, TEAMS_GUESTS: 'Rep@Other.example' }).teams).toMatchObject({
      app: { id: tenant, password: 'a client secret of it', tenant },
      tenants: [tenant],
      guests: ['rep@other.example'],
      name: 'Partner Pulse',
      targeted: false,
      readBack: false,
      playground: false,
      loginUrl: 'https://login.microsoftonline.com/',
    });
  });

  test('the tenant that the Playground says it is can be listed, though it has a digit too many', () => {
    const theirs = '00000000-0000-0000-0000-0000000000001';
    expect(readConfig({ TEAMS_PLAYGROUND: 'on', TEAMS_TENANTS: theirs }).teams).toMatchObject({
      ...{ app: undefined, tenants: [theirs], playground: true },
    });
  });

  test('listed tenants win over that of the app', () => {
    const other = '11111111-0000-4000-8000-000000000002';
    expect(readConfig({ ...app, TEAMS_APP_TENANT: TENANT, TEAMS_TENANTS: other }).teams?.tenants).toEqual([other]);
  });

  test('names, tenants or a proxy alone turn nothing on', () => {
    const settings = { TEAMS_NAME: 'Pulse', TEAMS_TENANTS: tenant, TEAMS_TARGETED: 'on', TEAMS_GUESTS: 'a@b.example' };
    expect(readConfig(settings).teams).toBeUndefined();
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['without its secret', { TEAMS_APP_ID: TENANT, TEAMS_TENANTS: TENANT }, /TEAMS_APP_PASSWORD is missing/],
    [
      'without its id',
      { TEAMS_APP_PASSWORD: 'a client secret of it', TEAMS_TENANTS: TENANT },
      /TEAMS_APP_ID is missing/,
    ],
    ['for no tenant', app, /TEAMS_APP_TENANT is missing: .* TEAMS_TENANTS/],
    [
      'an app beside the playground',
      { ...app, TEAMS_PLAYGROUND: 'on', TEAMS_TENANTS: TENANT },
      /not beside TEAMS_APP_ID/,
    ],
    [
      'a playground that others reach',
      { TEAMS_PLAYGROUND: 'on', TEAMS_TENANTS: TENANT, HOST: '0.0.0.0' },
      /HOST has to be 127\.0\.0\.1/,
    ],
    [
      'a playground in production',
      { TEAMS_PLAYGROUND: 'on', TEAMS_TENANTS: TENANT, NODE_ENV: 'production' },
      /not for production/,
    ],
    ['a playground for no tenant', { TEAMS_PLAYGROUND: 'on' }, /the tenant that the Playground names/],
  ])('%s is half set up, and says so', (_, settings, why) => {
    expect(mistakes(settings)).toMatch(/^Microsoft Teams is only half set up:/);
    expect(mistakes(settings)).toMatch(why);
    expect(mistakes(settings)).not.toContain('a client secret');
  });

  test.each([
    ['TEAMS_TENANTS', 'reseller.example'],
    ['TEAMS_NAME', 'a name that is far too long for Teams'],
    ['TEAMS_SHARED_CHANNELS', 'general'],
    ['TEAMS_READ_BACK', 'yes'],
    ['TEAMS_LOGIN_URL', 'http://login.example/'],
    ['TEAMS_SERVICE_HOSTS', 'https://smba.example/'],
  ])('%s=%s is a mistake', (name, value) => expect(mistakes({ [name]: value })).toContain(`${name} is `));
});

test.each(['short', 'with a space in between'])('a METRICS_TOKEN that is %s is refused, and not shown', (token) => {
  expect(mistakes({ METRICS_TOKEN: token })).toMatch(/METRICS_TOKEN is something else .*; allowed: at least 16/);
  expect(mistakes({ METRICS_TOKEN: token })).not.toContain(token);
  expect(readConfig({ METRICS_TOKEN: 'a'.repeat(16) }).metricsToken).toBe('a'.repeat(16));
});

test('a login inside a wrong address is not shown', () => {
  const message = mistakes({ DATABASE_URL: 'postgres://pulse:hush@db/pulse' });
  expect(message).not.toContain('hush');
});

test.each(['DATABSE_URL', 'LOGLEVEL', 'log_level', 'DATADIR', 'BACKUPS_KEEP', 'REJECT_KEEP_DAYS'])(
  'the near miss %s is reported without its value',
  (name) => {
    expect(mistakes({ [name]: 'hush' })).toContain(`${name} is not a setting`);
    expect(mistakes({ [name]: 'hush' })).not.toContain('hush');
  },
);

test.each(['HOME', 'PATH', 'PORTS', 'POST', 'PWD', 'HOSTNAME', 'NODE', 'SOMETHING_ELSE', 'LOG_LEVEL_OTHER'])(
  'the name %s is left alone',
  (name) => expect(mistakes({ [name]: 'x' })).toBe(''),
);

test('a near miss is left alone once the right name is set', () => {
  expect(mistakes({ LOGLEVEL: 'x', LOG_LEVEL: 'debug' })).toBe('');
});

describe('.env.example', () => {
  const text = readFileSync(assetPath('.env.example'), 'utf8');
  const values = parseEnv(text.replaceAll(/^#(?=[A-Z_]+=)/gm, ''));

  test('names exactly the settings there are', () => {
    expect(Object.keys(values).sort()).toEqual([...settingNames].sort());
  });

  test('shows the defaults', () => {
    expect(readConfig(values)).toEqual({ ...readConfig({}), databaseIsDefault: false });
  });

  test('changes nothing as it stands', () => expect(parseEnv(text)).toEqual({}));
});
