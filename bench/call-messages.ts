import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock as clock } from '../src/base/clock.ts';

/** What the sender is told when it is started, as a thread of its own: making and signing messages is not what is measured. */
export interface SenderOptions {
  readonly url: string;
  readonly secret: string;
  readonly perSecond: number;
  readonly seconds: number;
}

/** What it says when it is done. */
export interface Sent {
  readonly records: number;
  readonly refused: number;
  readonly tookMs: number;
  /** How long each message took to be answered. */
  readonly answeredMs: readonly number[];
}

const QUEUES = 200;
const ORGS = 20;
const MESSAGE = 500;
/** Every so many messages one is as large as the receiver takes. */
const LARGE_EVERY = 10;
const LARGE = 2_400;
/** What else is in a real record, so that it is as long as one. */
const OTHERS = [
  ...['Called line ID', 'Inbound trunk', 'Outbound trunk', 'Route group', 'Client type', 'Client version', 'OS type'],
  ...['Device Mac', 'Model', 'International Country', 'Site main number', 'Local SessionID', 'Remote SessionID'],
  ...['Department ID', 'Site UUID', 'Authorization code', 'Call transfer time', 'Network call ID', 'PSTN vendor name'],
  ...[
    'Final local sessionID',
    'Final remote sessionID',
    'Caller ID number',
    'External caller ID number',
    'PSTN legal entity',
  ],
  ...[
    'Device owner UUID',
    'Call Recording Result',
    'Public Calling IP Address',
    'Original called party UUID',
    'Recall Type',
  ],
];

/** Sends messages at a steady rate until its time is over: the body of a worker thread. */
export async function sendCalls(): Promise<void> {
  const { url, secret, perSecond, seconds } = workerData as SenderOptions;
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const pending: Promise<void>[] = [];
  const answeredMs: number[] = [];
  let refused = 0;
  let records = 0;
  const start = clock.monotonic();
  for (let n = 1; clock.monotonic() - start < seconds * 1000; n++) {
    const count = n % LARGE_EVERY === 0 ? LARGE : MESSAGE;
    const body = Buffer.from(
      JSON.stringify({ items: Array.from({ length: count }, (_, at) => recordOf(records + at)) }),
    );
    records += count;
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const began = clock.monotonic();
    const sent = post(agent, url, body, signature).then((status) => {
      answeredMs.push(clock.monotonic() - began);
      if (status !== 200) refused += count;
    });
    pending.push(sent);
    await clock.sleep(Math.max(0, start + (records * 1000) / perSecond - clock.monotonic()));
  }
  await Promise.all(pending);
  agent.destroy();
  const done: Sent = { records, refused, tookMs: clock.monotonic() - start, answeredMs };
  parentPort?.postMessage(done);
}

function post(agent: Agent, url: string, body: Buffer, signature: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-pulse-signature': signature,
    };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** The nth record: every third one is a queue's leg, the two after it are of people whom the queue called. */
function recordOf(n: number): Record<string, unknown> {
  const call = Math.floor(n / 3);
  const part = n % 3;
  const queue = call % QUEUES;
  const from = clock.now() - 600_000 - (call % 900) * 1000;
  const until = from + 20_000 + (call % 120) * 1000;
  const uuid = `00000000-0000-4000-8000-${String(queue).padStart(12, '0')}`;
  const time = (ms: number) => new Date(ms).toISOString();
  return {
    ...Object.fromEntries(OTHERS.map((name, at) => [name, at % 3 === 0 ? 'NA' : `${name} ${call}`])),
    ...{ 'Report ID': `report-${n}`, 'Report time': time(until + 1000), 'Correlation ID': `call-${call}` },
    ...{ 'Org UUID': `11111111-0000-4000-8000-${String(queue % ORGS).padStart(12, '0')}`, Direction: 'TERMINATING' },
    ...{ 'Start time': time(from + part * 2000), 'Release time': time(until), Duration: 20, 'Ring duration': '3' },
    ...{ 'Local call ID': `${n}:0`, 'Remote call ID': `${n}:1`, 'Related call ID': '', 'Related reason': '' },
    ...{ 'Calling number': `+3519${call}`, 'Called number': '1001', Location: 'Lisboa', 'Site timezone': '0' },
    ...(part === 0
      ? {
          'User type': 'CallCenterPremium',
          User: `Queue ${queue}`,
          'User UUID': uuid,
          'Queue type': 'Call Queue',
          Answered: 'true',
        }
      : {
          ...{
            'User type': 'User',
            User: 'An Agent',
            'User UUID': `agent-${call % 50}`,
            'Original reason': 'CallQueue',
          },
          ...{ 'Redirect reason': 'CallQueue', 'Redirecting party UUID': uuid },
          ...{ Answered: String(part === 2 && call % 10 !== 0), 'Answer time': part === 2 ? time(from + 9000) : 'NA' },
        }),
  };
}
