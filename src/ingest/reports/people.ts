import { isEmail } from '../../words/email.ts';
import { readRole, readScope } from '../../words/values.ts';
import { column } from '../column.ts';
import { Problem } from '../problem.ts';
import { report } from '../report.ts';

export const people = report({
  name: 'people',
  snapshot: false,
  undated: 'today',
  columns: {
    email: column.text({ star: true, filled: true }),
    name: column.text(),
    role: column.oneOf(readRole, 'viewer, editor, admin'),
    scope: column.oneOf(readScope, 'all, own'),
    slackId: column.text(),
    teamsId: column.text(),
    timeZone: column.text(),
  },
  check(row) {
    if (!isEmail(row.email)) return new Problem('is no e-mail address', 'email');
    if (row.timeZone !== null && !isTimeZone(row.timeZone)) {
      return new Problem('is no time zone; write it as Europe/Berlin', 'timeZone');
    }
    return undefined;
  },
  store({ row }, { rows }) {
    const added = rows.person({
      email: row.email.toLowerCase(),
      name: row.name,
      role: row.role ?? 'viewer',
      // `own` is a limit that a list sets on a person; without it all of one reseller see the same data.
      scope: row.scope ?? 'all',
      slackId: row.slackId,
      teamsId: row.teamsId,
      timeZone: row.timeZone,
    });
    return added ? undefined : new Problem('stands in this list already; the first row counts', 'email');
  },
  sample: {
    email: 'rep01@reseller.example',
    name: 'Sales Rep 01',
    role: 'viewer',
    scope: 'own',
    slackId: 'U0123456789',
    teamsId: '',
    timeZone: 'America/Sao_Paulo',
  },
});

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
