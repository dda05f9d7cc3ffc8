import type { RowWrites } from '../../db/writes/rows.ts';
import { Bug } from '../base/errors.ts';
import { foldName } from '../words/fold.ts';
import { blankProfile } from './companies.ts';
import type { Subject } from './report.ts';
import type { Span } from './span.ts';
import type { Whose } from './whose-file.ts';

/** The customer and weeks of a file as its rows need them. The customer's record is entered with the first row. */
export function subjectOf(rows: RowWrites, span: Span | undefined): Subject {
  let account: number | undefined;
  return {
    week: span?.week,
    whole: span?.whole ?? new Set(),
    isSaid: span?.whose !== undefined,
    org: orgOf(span?.whose),
    account() {
      account ??= enter(rows, span);
      return account;
    },
  };
}

const ORGANISATION = /^id:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The Webex organisation that a record is of, lower case. */
function orgOf(whose: Whose | undefined): string | undefined {
  return whose?.source === 'webex' ? ORGANISATION.exec(whose.key)?.[1] : undefined;
}

function enter(rows: RowWrites, span: Span | undefined): number {
  if (span?.whose === undefined) throw new Bug('a file about one customer came without its customer');
  const { source, key, name } = span.whose;
  const account = rows.account(source, key);
  // The file says nothing of the company but that it is there.
  rows.profile(account, { ...blankProfile, name, foldedName: foldName(name) });
  return account;
}
