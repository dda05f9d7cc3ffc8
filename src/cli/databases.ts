import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assertMigrated } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { UserError } from '../base/errors.ts';
import type { Config } from '../config.ts';

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
export function openAnsweringDatabase(config: Config): { db: Database; demo: boolean } {
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
