import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { distance } from 'fastest-levenshtein';
import { z } from 'zod/v4';
import { UserError } from './base/errors.ts';
import { type LogLevel, logLevels } from './base/log-levels.ts';
import { assetPath, projectRoot } from './base/paths.ts';
import type { PushSettings } from './calls/signature.ts';
import { callRecordsOf, callSettings } from './config/calls.ts';
import { isWebAddress, toDatabasePath, wholeNumber } from './config/fields.ts';
import { hookMistakes, hookSettings, hooksOf } from './config/hooks.ts';
import { type SlackConfig, slackMistakes, slackOf, slackSettings } from './config/slack.ts';
import { type TeamsConfig, teamsMistakes, teamsOf, teamsSettings } from './config/teams.ts';

import type { HookSettings } from './hooks/settings.ts';

export type { SlackConfig } from './config/slack.ts';
export type { TeamsConfig } from './config/teams.ts';

/** What the environment may hold, by name: the file a person reads is .env.example, and a test keeps the two alike. */
const settings = z.object({
  DATA_DIR: z
    .string()
    .refine(
      (text) => !/^[a-z][a-z\d+.-]+:/i.test(text) && !text.includes('\0'),
      'a folder, such as data or /var/lib/pulse',
    )
    .default('data'),
  DATABASE_URL: z.string().transform(toDatabasePath).optional(),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'a host name or address without port, such as 127.0.0.1')
    .default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535, 'a port from 1 to 65535, or 0 for any free one').default(3000),
  LOG_LEVEL: z.enum(logLevels, `one of ${logLevels.join(', ')}`).default('info'),
  NODE_ENV: z.enum(['production', 'development', 'test'], 'production, development or test').default('development'),
  CYCLE_DAY: wholeNumber(1, 28, 'a day of the month from 1 to 28').default(25),
  BACKUP_KEEP: wholeNumber(1, 3650, 'a number of days from 1 to 3650').default(14),
  AUDIT_KEEP_DAYS: wholeNumber(30, 3650, 'a number of days from 30 to 3650').default(400),
  REJECTS_KEEP_DAYS: wholeNumber(1, 3650, 'a number of days from 1 to 3650').default(30),
  PUBLIC_URL: z
    .string()
    .refine(isWebAddress, 'an https address without a path, such as https://pulse.reseller.example')
    .optional(),
  METRICS_TOKEN: z
    .string()
    .regex(
      /^[\x21-\x7e]{16,200}$/,
      'at least 16 letters, digits or signs without spaces, as openssl rand -hex 32 gives',
    )
    .optional(),
  DEFAULT_ROLE: z.enum(['viewer'], 'viewer, or nothing').optional(),
  SECRETS_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, '32 random bytes in base64, as openssl rand -base64 32 gives')
    .optional(),
  ...callSettings,
  ...slackSettings,
  ...teamsSettings,
  ...hookSettings,
});

/** The settings, checked. Inside the program these are trusted and the environment is not read again. */
export interface Config {
  /** Absolute path of the database file. */
  databasePath: string;
  /** True when DATABASE_URL was not set; demo data may be loaded by itself only then. */
  databaseIsDefault: boolean;
  host: string;
  /** 0 means any free port. */
  port: number;
  logLevel: LogLevel;
  production: boolean;
  /** The day of the month on which a propensity cycle begins: when CloudAscent is refreshed. */
  cycleDay: number;
  backupKeepDays: number;
  auditKeepDays: number;
  rejectsKeepDays: number;
  /** Where the program is reached from outside, without a slash at the end; undefined where it is not. */
  publicUrl: string | undefined;
  /** What whoever reads /metrics has to send; undefined: nothing, and then nobody from outside reads them. */
  metricsToken: string | undefined;
  /** What everybody of a listed workspace may do while no list of people is in force; undefined: nothing. */
  defaultRole: 'viewer' | undefined;
  /** Seals what must not be readable in the database file; 32 bytes. */
  secretsKey: Buffer | undefined;
  /** How call records are pushed to us; undefined where they are not. */
  callRecords: PushSettings | undefined;
  /** Undefined where Slack is not set up. */
  slack: SlackConfig | undefined;
  /** Undefined where Microsoft Teams is not set up. */
  teams: TeamsConfig | undefined;
  /** Webhooks that incidents are told to. */
  hooks: HookSettings;
}

type Env = Record<string, string | undefined>;

/** Every setting's name, as .env.example has to list them. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

/** Reads the project's .env, if there is one, under the real environment, which wins. Throws like `readConfig`. */
export function loadConfig(env: Env = process.env): Config {
  return readConfig({ ...readEnvFile(), ...env });
}

/**
 * The settings in `env`, with defaults for what is unset or empty; a relative path starts at the project root.
 * Throws one UserError that lists every mistake, also names that are nearly one of ours.
 */
export function readConfig(env: Env): Config {
  const given = Object.fromEntries(settingNames.map((name) => [name, env[name]?.trim() || undefined]));
  const read = settings.safeParse(given);
  const mistakes = [...(read.error?.issues ?? []).map((issue) => describe(issue, given)), ...nearMisses(env, given)];
  if (!read.success || mistakes.length > 0) throw wrongSettings(mistakes);
  const values = read.data;
  refuseHalf('Slack', 'docs/slack.md', slackMistakes(values));
  refuseHalf('Microsoft Teams', 'docs/teams.md', teamsMistakes(values));
  const halfHooks = hookMistakes(values);
  if (halfHooks.length > 0) throw wrongSettings(halfHooks);
  return {
    databasePath: values.DATABASE_URL ?? resolve(projectRoot(), values.DATA_DIR, 'pulse.db'),
    databaseIsDefault: values.DATABASE_URL === undefined,
    host: values.HOST,
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
    production: values.NODE_ENV === 'production',
    cycleDay: values.CYCLE_DAY,
    backupKeepDays: values.BACKUP_KEEP,
    auditKeepDays: values.AUDIT_KEEP_DAYS,
    rejectsKeepDays: values.REJECTS_KEEP_DAYS,
    publicUrl: values.PUBLIC_URL,
    metricsToken: values.METRICS_TOKEN,
    defaultRole: values.DEFAULT_ROLE,
    secretsKey: values.SECRETS_KEY === undefined ? undefined : Buffer.from(values.SECRETS_KEY, 'base64'),
    callRecords: callRecordsOf(values),
    slack: slackOf(values),
    teams: teamsOf(values),
    hooks: hooksOf(values),
  };
}

/** Whether people can ask on any chat platform. */
export function hasChat({ slack, teams }: Pick<Config, 'slack' | 'teams'>): boolean {
  return slack !== undefined || teams !== undefined;
}

function refuseHalf(platform: string, guide: string, mistakes: readonly string[]): void {
  if (mistakes.length === 0) return;
  throw new UserError([`${platform} is only half set up:`, ...mistakes.map((line) => `  ${line}`)].join('\n'), {
    exitCode: 2,
    next: `${guide} says where to find each; .env.example explains every setting`,
  });
}

/** Some settings alone, for what is done before the rest can be set. Throws a UserError that lists their mistakes. */
export function loadSettings<Name extends keyof Values>(names: readonly Name[], env: Env = process.env) {
  const all: Env = { ...readEnvFile(), ...env };
  const given = Object.fromEntries(names.map((name) => [name, all[name]?.trim() || undefined]));
  const read = settings.safeParse(given);
  if (!read.success) throw wrongSettings(read.error.issues.map((issue) => describe(issue, given)));
  return read.data as Pick<Values, Name>;
}

type Values = z.infer<typeof settings>;

function wrongSettings(mistakes: readonly string[]): UserError {
  const head = mistakes.length === 1 ? 'One setting is wrong:' : `${mistakes.length} settings are wrong:`;
  return new UserError([head, ...mistakes.map((line) => `  ${line}`)].join('\n'), {
    exitCode: 2,
    next: 'correct them in .env or the environment; .env.example explains every setting',
  });
}

function readEnvFile(): Env {
  try {
    return parseEnv(readFileSync(assetPath('.env'), 'utf8'));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new UserError(`.env cannot be read: ${(cause as Error).message}`, { next: 'chmod u+r .env', cause });
  }
}

function describe(issue: z.core.$ZodIssue, given: Env): string {
  const name = String(issue.path[0]);
  const value = isSecret(name) ? 'something else (what it is, is not shown)' : shown(given[name] ?? '');
  return `${name} is ${value}; allowed: ${issue.message}`;
}

function isSecret(name: string): boolean {
  return /SECRET|TOKEN|KEY|PASSWORD/.test(name);
}

function shown(value: string): string {
  const withoutLogin = value.replace(/\/\/[^/@]*@/, '//(not shown)@');
  return JSON.stringify(withoutLogin.length > 80 ? `${withoutLogin.slice(0, 80)}…` : withoutLogin);
}

/**
 * Names that look like a slip of one of ours. Short ones are left alone (HOME is two letters from HOST), and so are
 * those beside which the right name is set too: then the other one belongs to another program.
 */
function nearMisses(env: Env, given: Env): string[] {
  const unset = settingNames.filter((name) => name.length >= 8 && given[name] === undefined);
  return Object.keys(env)
    .filter((name) => env[name] !== undefined && !settingNames.includes(name))
    .flatMap((name) => {
      const meant = unset.find(
        (known) => Math.abs(known.length - name.length) <= 2 && distance(known, name.toUpperCase()) <= 2,
      );
      return meant === undefined ? [] : [`${name} is not a setting; ${meant} is. Rename it, or set ${meant} as well`];
    });
}
