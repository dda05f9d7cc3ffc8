import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Route } from '../base/route.ts';
import { sendJson } from './reply.ts';

/** What /healthz and /readyz answer with: 200 when `ok`, else 503. */
export interface HealthReport {
  ok: boolean;
  checks: { name: string; ok: boolean; detail: string }[];
}

interface HealthOptions {
  health: () => Promise<HealthReport>;
  ready: () => Promise<HealthReport>;
  log: Log;
  clock?: Clock;
}

const REPORT_MS = 5_000;

/** The addresses that a supervisor asks. */
export function healthRoutes(options: HealthOptions): readonly Route[] {
  const reporting = (path: string, check: () => Promise<HealthReport>): Route => ({
    method: 'GET',
    path,
    async handle(request: IncomingMessage, response: ServerResponse) {
      const report = await runCheck(check, options);
      sendJson(request, response, report.ok ? 200 : 503, report);
    },
  });
  return [reporting('/healthz', options.health), reporting('/readyz', options.ready)];
}

/** A check that fails or hangs is an answer too: the one who asks is a supervisor that must not hang with it. */
async function runCheck(check: () => Promise<HealthReport>, options: HealthOptions): Promise<HealthReport> {
  const done = new AbortController();
  const late = (options.clock ?? systemClock).sleep(REPORT_MS, done.signal).then(
    () => failed(`no answer within ${REPORT_MS / 1000} s`),
    () => failed('stopped'),
  );
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    options.log.error(error, 'a health check failed');
    return failed('the check itself failed; the log says why');
  } finally {
    done.abort();
  }
}

function failed(detail: string): HealthReport {
  return { ok: false, checks: [{ name: 'check', ok: false, detail }] };
}
