import { fieldNames } from '../../calls/fields.ts';
import { legRow } from '../../calls/intake.ts';
import { readRecord } from '../../calls/record.ts';
import { columnsOf } from '../../words/header-spellings.ts';
import { type Column, type Columns, column } from '../column.ts';
import { Problem } from '../problem.ts';
import { report } from '../report.ts';

const STARS = new Set(['reportid', 'correlationid', 'starttime', 'direction', 'usertype']);
const MOMENTS = ['reporttime', 'releasetime', 'starttime', 'answertime'];

/** Of the columns those are read that tell what became of a call; who called and who answered is never looked at. */
const columns: Columns = Object.fromEntries(
  columnsOf('call-records').map(({ key }) => {
    const demands = STARS.has(key) ? { star: true } : undefined;
    if (MOMENTS.includes(key)) return [key, moment(STARS.has(key))];
    const isRead = (fieldNames as readonly string[]).includes(key);
    return [key, isRead ? column.text(demands) : column.ignored()];
  }),
);

/** Webex's Detailed Call History: one row a leg. What becomes of the calls is looked at once the file counts. */
export const callRecords = report({
  name: 'call-records',
  snapshot: false,
  undated: 'today',
  moments: MOMENTS,
  whose: 'orguuid',
  keeps: ['reportid', 'correlationid', 'orguuid'],
  columns,
  store({ row }, { rows, intervals, subject, note }) {
    if (row['orguuid'] === null && subject.isSaid && subject.org === undefined) return UNKNOWN_ORG;
    const read = readRecord(row, subject.org);
    if (!read.ok) return new Problem(read.reason.replace(/^It /, '').replace(/\.$/, ''));
    const { leg } = read;
    const written = rows.leg(legRow(leg));
    if (written === 'repeated') note('repeated');
    if (written === 'replaced') note('newer-leg');
    intervals.ended(leg.org, leg.releasedAt);
    return undefined;
  },
  sample: {
    starttime: '2026-11-09T14:05:02.001Z',
    answertime: '2026-11-09T14:05:02.090Z',
    duration: '149',
    user: 'Support',
    correlationid: 'c-77',
    location: 'Head Office',
    direction: 'TERMINATING',
    answered: 'true',
    usertype: 'CallCenterPremium',
    useruuid: '5a47c1d0-0000-4000-8000-000000000077',
    orguuid: '3f2b8c1e-5a47-4d0b-9c36-0b1f6a7d2e54',
    reportid: 'r-01',
    releasingparty: 'Remote',
    localcallid: '900:0',
    calloutcome: 'Success',
    calloutcomereason: 'Normal',
    releasetime: '2026-11-09T14:07:31.118Z',
    reporttime: '2026-11-09T14:07:31.120Z',
    queuetype: 'Call Queue',
  },
});

const UNKNOWN_ORG = new Problem(
  'does not say of which organisation it is, and no list says which Webex organisation the customer is',
  'orguuid',
);

/** A moment in the one form that records are read in, however the file writes it. */
function moment(star: boolean): Column<unknown> {
  const instant = column.instant({ star });
  return {
    ...instant,
    reader: (context, key) => {
      const read = instant.reader(context, key);
      return (text) => {
        const at = read(text);
        return typeof at === 'number' ? new Date(at).toISOString() : at;
      };
    },
  };
}
