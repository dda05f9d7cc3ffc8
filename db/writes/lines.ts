import type { Database } from '../open.ts';
import type { agreements, lineRepeats } from '../schema/index.ts';
import type { AgreementRow, LineRow } from './row-types.ts';

type Insert<T extends { $inferInsert: object }> = (row: Required<T['$inferInsert']>) => boolean;

/**
 * Lines and agreements, where the same key twice in one file counts: identical rows count once, different rows add up.
 * The distinct contents seen under such a key stand in `line_repeats`, so that this holds however far apart the rows
 * are, in constant memory, and is undone with the import.
 */
export function prepareLineWrites(
  db: Database,
  importId: number,
  insertRepeat: Insert<typeof lineRepeats>,
  insertAgreement: Insert<typeof agreements>,
) {
  // By position and not by name like the other tables: this is the one that gets millions of rows.
  const insertLine = db.sqlite.prepare(
    `insert into lines (import_id, account_id, product, line_ref, subscription_id, type, status, start_date, end_date,
       auto_renew, total, assigned, used, used3m) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
  );
  const lineKey = 'import_id = ? and account_id = ? and product = ? and line_ref = ?';
  const storedLine = db.sqlite.prepare<unknown[], Record<string, unknown>>(
    `select type, status, start_date, end_date, auto_renew, total, assigned, used, used3m as used_3m from lines where ${lineKey}`,
  );
  const anyRepeat = db.sqlite.prepare(`select 1 from line_repeats where ${lineKey} limit 1`);
  // Unknown plus known is unknown: half a sum would pass for the whole. The earliest end is the one that needs
  // attention, and lines of which one does not renew by itself do not renew by themselves.
  const sumLine = db.sqlite.prepare(
    `update lines set total = total + ?, assigned = assigned + ?, used = used + ?, used3m = used3m + ?,
       start_date = coalesce(min(start_date, ?), start_date, ?), end_date = coalesce(min(end_date, ?), end_date, ?),
       auto_renew = min(auto_renew, ?)
     where ${lineKey}`,
  );
  const agreementKey = 'import_id = ? and account_id = ? and agreement_id = ? and division = ?';
  const storedAgreement = db.sqlite.prepare<unknown[], Record<string, unknown>>(
    `select end_date, program, expiration_type, expiring_revenue from agreements where ${agreementKey}`,
  );
  const sumAgreement = db.sqlite.prepare(
    `update agreements set expiring_revenue = expiring_revenue + ?, end_date = coalesce(min(end_date, ?), end_date, ?)
     where ${agreementKey}`,
  );

  /** Whether this content is new under the key; the first row's content is noted when a second one turns up. */
  function isNewContent(key: readonly [number, string, string], stored: string, content: string): boolean {
    const [accountId, product, lineRef] = key;
    if (!anyRepeat.get(importId, ...key)) insertRepeat({ importId, accountId, product, lineRef, content: stored });
    return insertRepeat({ importId, accountId, product, lineRef, content });
  }

  return {
    line(row: LineRow): 'added' | 'repeated' | 'summed' {
      const {
        accountId,
        product,
        lineRef,
        type,
        status,
        startDate,
        endDate,
        autoRenew,
        total,
        assigned,
        used,
        used3m,
      } = row;
      const added = insertLine.run(
        importId,
        accountId,
        product,
        lineRef,
        row.subscriptionId,
        type,
        status,
        startDate,
        endDate,
        autoRenew,
        total,
        assigned,
        used,
        used3m,
      );
      if (added.changes === 1) return 'added';
      const key = [accountId, product, lineRef] as const;
      const content = JSON.stringify([type, status, startDate, endDate, autoRenew, total, assigned, used, used3m]);
      const stored = JSON.stringify(Object.values(storedLine.get(importId, ...key) ?? {}));
      if (!isNewContent(key, stored, content)) return 'repeated';
      sumLine.run(total, assigned, used, used3m, startDate, startDate, endDate, endDate, autoRenew, importId, ...key);
      return 'summed';
    },
    agreement(row: AgreementRow): 'added' | 'repeated' | 'summed' {
      if (insertAgreement({ importId, ...row })) return 'added';
      const content = JSON.stringify([row.endDate, row.program, row.expirationType, row.expiringRevenue]);
      const found = storedAgreement.get(importId, row.accountId, row.agreementId, row.division);
      const stored = JSON.stringify(Object.values(found ?? {}));
      const key = [row.accountId, `agreement ${row.agreementId}`, row.division] as const;
      if (!isNewContent(key, stored, content)) return 'repeated';
      sumAgreement.run(
        row.expiringRevenue,
        row.endDate,
        row.endDate,
        importId,
        row.accountId,
        row.agreementId,
        row.division,
      );
      return 'summed';
    },
  };
}
