import { sundayOf } from '../../base/weeks.ts';
import { columnsOf } from '../../words/header-spellings.ts';
import { type Columns, column } from '../column.ts';
import { report } from '../report.ts';

/** A leg is poor when any of these reaches its limit: packet loss, latency, jitter. */
const LOSS_LIMIT = 0.05;
const LATENCY_LIMIT_MS = 400;
const JITTER_LIMIT_MS = 150;
/** As Control Hub calls what does not say what it is. */
const UNKNOWN_ENDPOINT = 'Unknown';

const used = {
  startTime: column.moment({ star: true, filled: true }),
  endpointType: column.text(),
  audioPacketLoss: column.rate(),
  audioLatency: column.milliseconds(),
  audioJitter: column.milliseconds(),
};

/** Columns that the report is known by and nothing is taken from: they name people and their devices. */
const unused: Columns = Object.fromEntries(
  columnsOf('call-media-quality')
    .filter(({ key }) => !(key in used))
    .map(({ key }) => [key, column.ignored()]),
);

/** Control Hub's legs of one customer's calls, graded and added up by week and kind of endpoint while they are read. */
export const callMediaQuality = report({
  name: 'call-media-quality',
  snapshot: false,
  weekly: { of: 'one', column: 'startTime', byMoments: true },
  undated: 'refuse',
  anyOf: ['audioPacketLoss', 'audioLatency', 'audioJitter'],
  columns: { ...unused, ...used },
  store({ row }, { legs, intervals, subject, note }) {
    const { audioPacketLoss: packetLoss, audioLatency: latencyMs, audioJitter: jitterMs } = row;
    if (packetLoss === null && latencyMs === null && jitterMs === null) {
      note('ungraded');
      return undefined;
    }
    const isPoor =
      (packetLoss ?? 0) >= LOSS_LIMIT || (latencyMs ?? 0) >= LATENCY_LIMIT_MS || (jitterMs ?? 0) >= JITTER_LIMIT_MS;
    const endpointType = row.endpointType ?? UNKNOWN_ENDPOINT;
    // A day without a time tells no slot.
    if (row.startTime.length > 10) intervals.leg(subject.account(), Date.parse(row.startTime), isPoor);
    legs.add(sundayOf(row.startTime.slice(0, 10)), { endpointType, isGood: !isPoor, packetLoss, latencyMs, jitterMs });
    return undefined;
  },
  sample: {
    startTime: '2026-11-09T14:05:12Z',
    endpointType: 'Desk Phone',
    audioPacketLoss: '0.4',
    audioLatency: '38',
    audioJitter: '6',
    userName: 'User 01',
    location: 'Head Office',
    callQuality: 'Good',
    duration: '182',
    callType: 'SIP_NATIONAL',
  },
});
