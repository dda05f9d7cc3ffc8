import type { Database } from '../open.ts';
import { recordChange } from './audit.ts';

interface Installed {
  readonly platform: string;
  readonly team: string;
  readonly sealed: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The platform's id of who installed it. */
  readonly by: string | null;
  /** What the bot may do there, for the record. */
  readonly scopes: readonly string[];
}

/** Keeps an installation in place of the one before. To be called inside a write. */
export function putInstallation(db: Database, { platform, team, sealed, at, by, scopes }: Installed): void {
  db.sqlite
    .prepare(
      `insert into installations (platform, team, sealed, installed_at, installed_by) values (?, ?, ?, ?, ?)
       on conflict (platform, team) do update set sealed = excluded.sealed, installed_at = excluded.installed_at,
         installed_by = excluded.installed_by`,
    )
    .run(platform, team, sealed, at, by);
  const place = `${platform}:${team}/none`;
  recordChange(db, { at, actor: by, place, action: 'install', subject: team, detail: { scopes } });
}

/** Forgets an installation, with its token; false where there was none. To be called inside a write. */
export function dropInstallation(db: Database, platform: string, team: string, at: number): boolean {
  const dropped = db.sqlite.prepare('delete from installations where platform = ? and team = ?').run(platform, team);
  if (dropped.changes === 0) return false;
  const place = `${platform}:${team}/none`;
  recordChange(db, { at, actor: null, place, action: 'uninstall', subject: team });
  return true;
}
