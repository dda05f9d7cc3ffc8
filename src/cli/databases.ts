import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assertMigrated, migrationState } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { UserError } from '../base/errors.ts';
import type { Config } from '../config.ts';

export interface Answering {
  db: Database;
  demo: boolean;
}

/** Where the demo lives: beside the real database and never in it. */
export function demoPath(config: Config): string {
  return join(dirname(config.databasePath), 'demo.db');
}

/** The real database, made if need be: what a person imports goes here and nowhere else. */
export function openImportDatabase(config: Config): Database {
  return checked(openDatabase(config.databasePath, { create: true }));
}

/**
 * The database that answers: the real one; or the demo's as long as the real one is empty, nobody has named one, and
 * this is not production.
 */
export function openAnsweringDatabase(config: Config): Answering {
  if (existsSync(config.databasePath)) {
    const db = checked(openDatabase(config.databasePath));
    if (!isEmpty(db) || !mayShowDemo(config) || !existsSync(demoPath(config))) return { db, demo: false };
    db.close();
  }
  if (mayShowDemo(config) && existsSync(demoPath(config)))
    return { db: checked(openDatabase(demoPath(config))), demo: true };
  throw new UserError('Nothing has been imported yet.', {
    next: 'Import an export: npm run -s pulse -- import FILE   or look around with demo data: npm start',
  });
}

/**
 * The answering database over the life of a process: opened when there is one, and exchanged for the real one when
 * that gets its first import while the demo is shown.
 */
export function followDatabase(config: Config): { current(): Answering | undefined; close(): void } {
  let open: Answering | undefined;
  return {
    current() {
      if (open && !open.demo) return open;
      if (open && !hasImports(config)) return open;
      open?.db.close();
      const exists = existsSync(config.databasePath) || (mayShowDemo(config) && existsSync(demoPath(config)));
      open = exists ? openAnsweringDatabase(config) : undefined;
      return open;
    },
    close() {
      // Leaves one tidy file behind for whoever copies it.
      open?.db.sqlite.pragma('wal_checkpoint(TRUNCATE)');
      open?.db.close();
    },
  };
}

function hasImports(config: Config): boolean {
  if (!existsSync(config.databasePath)) return false;
  const db = openDatabase(config.databasePath);
  try {
    return migrationState(db).state === 'current' && !isEmpty(db);
  } finally {
    db.close();
  }
}

/** Demo data shows up by itself only where it cannot be taken for anything else. */
export function mayShowDemo(config: Config): boolean {
  return config.databaseIsDefault && !config.production;
}

/** Whether nothing was ever imported. */
export function isEmpty(db: Database): boolean {
  return db.sqlite.prepare('select 1 from imports limit 1').get() === undefined;
}

function checked(db: Database): Database {
  try {
    assertMigrated(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
