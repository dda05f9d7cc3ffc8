import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../db/open.ts';
import { decideMatch, joinRecords, splitRecords, undoDecision } from '../../db/writes/decisions.ts';
import { systemClock } from '../../src/base/clock.ts';
import { importFile } from '../../src/ingest/import-file.ts';
import type { ImportOptions, Watcher } from '../../src/ingest/job.ts';
import type { ImportResult } from '../../src/ingest/result.ts';
import { undoImport } from '../../src/ingest/undo.ts';
import { newDatabase } from '../db/empty-database.ts';

const nobody: Watcher = { onWait() {}, onStart() {}, onProgress() {}, onJoining() {} };

/** A real database in a folder of its own, with the ways a person changes it; gone when the test ends. */
export interface Workspace {
  readonly db: Database;
  readonly folder: string;
  /** Imports a file that is there already. */
  take(path: string, options?: ImportOptions): Promise<ImportResult>;
  /** Writes a file of that name into the folder and returns its path. */
  write(name: string, text: string): string;
  /** Writes the text as a file of that name and imports it; fails the test unless it went in. */
  put(name: string, text: string, options?: ImportOptions): Promise<ImportResult & { importId: number }>;
  undo(importId: number): Promise<void>;
  decide(matchId: number, verdict: 'same' | 'different'): Promise<void>;
  undoDecision(matchId: number): Promise<void>;
  joinRecords(one: number, other: number): Promise<void>;
  split(...accountIds: number[]): Promise<void>;
}

/** For tests that share one workspace; whoever makes it closes it. `template` is a database file to begin with. */
export function makeWorkspace(template?: string): { workspace: Workspace; close(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'customers-'));
  const db = newDatabase(join(folder, 'pulse.db'), template);
  const clock = systemClock;
  const take: Workspace['take'] = (path, options = {}) => importFile(db, clock, path, options, nobody);
  const workspace: Workspace = {
    db,
    folder,
    take,
    write(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    async put(name, text, options) {
      const result = await take(workspace.write(name, text), options);
      if (result.outcome !== 'imported' || result.importId === undefined)
        throw new Error(`${name} is ${result.outcome}: ${result.reasons.join(' ')}`);
      return { ...result, importId: result.importId };
    },
    async undo(importId) {
      await undoImport(db, clock, importId, () => undefined);
    },
    async decide(matchId, verdict) {
      await decideMatch(db, clock, matchId, verdict, null);
    },
    async undoDecision(matchId) {
      await undoDecision(db, clock, matchId);
    },
    async joinRecords(one, other) {
      await joinRecords(db, clock, [one, other], null);
    },
    async split(...accountIds) {
      await splitRecords(db, clock, accountIds, null);
    },
  };
  return {
    workspace,
    close() {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
