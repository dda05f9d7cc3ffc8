import { join } from 'node:path';
import { importDetailsShape } from '../db/import-details.ts';
import { assertMigrated } from '../db/migrate.ts';
import { type Database, openDatabase } from '../db/open.ts';
import { startImport } from '../db/writes/imports.ts';
import type { LineRow } from '../db/writes/row-types.ts';
import { systemClock as clock } from '../src/base/clock.ts';
import { importFile } from '../src/ingest/import-file.ts';
import { writeLinesFile } from './lines-file.ts';
import { type Figure, median, timed } from './measure.ts';

const quiet = { onWait() {}, onStart() {}, onProgress() {}, onJoining() {} };

/**
 * Rows per second of a whole import (look through, parse, check, write, join, finish) against the same rows, already
 * parsed, inserted into the same table with the same indexes, sync and rows per commit, in the same run, in turn.
 */
export async function measureImport(folder: string, rows: number, rounds: number): Promise<Figure> {
  const file = join(folder, 'partner-hub-subscriptions-2026-11-15.csv');
  await writeLinesFile(file, rows);
  const imports: number[] = [];
  const inserts: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const imported = openFresh(join(folder, `import-${round}.db`));
    let commits = 0;
    const exec = imported.sqlite.exec.bind(imported.sqlite);
    imported.sqlite.exec = (sql: string) => {
      if (sql === 'COMMIT') commits++;
      return exec(sql);
    };
    imports.push(await timed(() => importFile(imported, clock, file, {}, quiet)));
    const parsed = imported.sqlite.prepare<[], LineRow>(parsedRows).all();
    imported.close();
    const baseline = openFresh(join(folder, `baseline-${round}.db`));
    inserts.push(await timed(() => insertParsed(baseline, parsed, Math.ceil(rows / commits))));
    baseline.close();
  }
  const perSecond = (ms: number) => Math.round((rows * 1000) / ms);
  const ratio = median(inserts.map((ms, i) => ms / (imports[i] ?? Number.NaN)));
  return {
    what: `import of ${rows.toLocaleString('en-US')} rows, rows/s`,
    ours: perSecond(median(imports)).toLocaleString('en-US'),
    baseline: `${perSecond(median(inserts)).toLocaleString('en-US')} (parsed rows inserted)`,
    ratio: ratio.toFixed(2),
    wanted: '>= 0.60',
  };
}

const parsedRows = `select account_id as accountId, product, line_ref as lineRef, subscription_id as subscriptionId, type, status,
  start_date as startDate, end_date as endDate, auto_renew as autoRenew, total, assigned, used, used3m from lines order by rowid`;

function openFresh(path: string): Database {
  const db = openDatabase(path, { create: true });
  assertMigrated(db);
  return db;
}

async function insertParsed(db: Database, rows: readonly LineRow[], perCommit: number): Promise<void> {
  const importId = await startImport(db, clock, {
    report: 'baseline',
    file: '',
    contentHash: '',
    asOf: '2026-11-15',
    extent: 'whole',
    details: importDetailsShape.parse({}),
  });
  const insert = db.sqlite.prepare(
    `insert into lines (import_id, account_id, product, line_ref, subscription_id, type, status, start_date, end_date,
       auto_renew, total, assigned, used, used3m) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (let from = 0; from < rows.length; from += perCommit) {
    db.sqlite.exec('BEGIN IMMEDIATE');
    for (const r of rows.slice(from, from + perCommit)) {
      insert.run(
        importId,
        r.accountId,
        r.product,
        r.lineRef,
        r.subscriptionId,
        r.type,
        r.status,
        r.startDate,
        r.endDate,
        r.autoRenew,
        r.total,
        r.assigned,
        r.used,
        r.used3m,
      );
    }
    db.sqlite.exec('COMMIT');
  }
}
