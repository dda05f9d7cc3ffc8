import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { distance } from 'fastest-levenshtein';
import { z } from 'zod/v4';
import { UserError } from './base/errors.ts';
import { type LogLevel, logLevels } from './base/log-levels.ts';
import { assetPath, projectRoot } from './base/paths.ts';

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
  if (!read.success || mistakes.length > 0) {
    const head = mistakes.length === 1 ? 'One setting is wrong:' : `${mistakes.length} settings are wrong:`;
    throw new UserError([head, ...mistakes.map((line) => `  ${line}`)].join('\n'), {
      exitCode: 2,
      next: 'correct them in .env or the environment; .env.example explains every setting',
    });
  }
  const values = read.data;
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
  };
}

function readEnvFile(): Env {
  try {
    return parseEnv(readFileSync(assetPath('.env'), 'utf8'));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new UserError(`.env cannot be read: ${(cause as Error).message}`, { next: 'chmod u+r .env', cause });
  }
}

function wholeNumber(min: number, max: number, allowed: string) {
  const isWithin = (text: string) => /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max;
  return z.string().refine(isWithin, allowed).transform(Number);
}

const DATABASE_ALLOWED = 'a file, such as file:data/pulse.db or /var/lib/pulse/pulse.db';

function toDatabasePath(text: string, context: z.RefinementCtx<string>): string {
  const path = toFilePath(text);
  if (path !== undefined) return resolve(projectRoot(), path);
  context.addIssue({ code: 'custom', message: DATABASE_ALLOWED });
  return z.NEVER;
}

function toFilePath(text: string): string | undefined {
  // Options after ? would be taken for part of the name and quietly make a second database.
  if (/[?#\0]/.test(text) || text === ':memory:' || /[/\\]$/.test(text)) return undefined;
  if (!text.startsWith('file:')) return /^[a-z][a-z\d+.-]+:/i.test(text) ? undefined : text;
  const rest = text.slice('file:'.length);
  if (!rest.startsWith('/')) return rest === '' || rest === ':memory:' ? undefined : rest;
  try {
    const path = fileURLToPath(new URL(text));
    return isAbsolute(path) && path.length > 1 ? path : undefined;
  } catch {
    return undefined;
  }
}

function describe(issue: z.core.$ZodIssue, given: Env): string {
  const name = String(issue.path[0]);
  return `${name} is ${show(name, given[name] ?? '')}; allowed: ${issue.message}`;
}

function show(name: string, value: string): string {
  if (/SECRET|TOKEN|KEY|PASSWORD/.test(name)) return '(not shown)';
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
