import { systemClock } from '../../../src/base/clock.ts';
import { assetPath } from '../../../src/base/paths.ts';
import type { Step } from '../walk/stage.ts';
import { steps } from '../walk/steps.ts';
import { arrived } from './arrived.ts';
import { PageHand } from './browser.ts';
import { browserSteps } from './browser-steps.ts';
import { openPlaygroundStage, type PlaygroundStage } from './stage.ts';
import { NotFetched } from './started.ts';

/** All of it takes about a minute. */
const MOST_MS = 8 * 60_000;

/**
 * `npm run test:teams`: every step that a person can do in Microsoft Teams, against the Microsoft 365 Agents Playground,
 * with what was seen; then the same typed and clicked in its page. Ends with 1 when a step failed, and with 2 where there
 * is no Playground to test with.
 */
const late = new AbortController();
endInTime(late.signal);
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

let failed = 0;
let done = 0;
try {
  const stage = await openPlaygroundStage();
  try {
    const { playground, hand } = stage;
    say(`The Playground is at ${playground.url} (process ${playground.pid}), started in ${playground.startMs} ms`);
    const here = steps.filter(({ only }) => only === undefined);
    // Opened before anything is said: it shows nothing of what was before.
    const page = new PageHand(playground.url, assetPath('dist/playground'));
    const missing = await page.open();
    try {
      await walk([...here, arrived(stage)], stage);
      if (missing === undefined) await walk(browserSteps(page), stage, () => page.shoot('failed'));
    } finally {
      await page.close();
    }
    say(
      missing === undefined
        ? `Pictures are in ${page.folder}`
        : `nothing was typed and clicked in its page: ${missing}`,
    );
    const { through, past } = hand.ways;
    say(`${through} went through the Playground, ${past} straight to the program: what it cannot say`);
    if (here.length < steps.length)
      say(`not here, with our own double alone (npm test): ${steps.length - here.length} steps`);
    if (failed > 0) say(`the program logged:\n${stage.program().logged().split('\n').slice(-15).join('\n')}`);
  } finally {
    await stage.close();
  }
  say(`${done - failed} of ${done} steps are as they should be`);
  process.exitCode = failed === 0 && done > 0 ? 0 : 1;
} catch (error) {
  const isMissing = error instanceof NotFetched;
  say(isMissing ? error.message : `FAILED: ${error instanceof Error ? error.stack : String(error)}`);
  process.exitCode = isMissing ? 2 : 1;
} finally {
  late.abort();
}

/** Whatever hangs: what is left running is ended with this process. */
async function endInTime(signal: AbortSignal): Promise<void> {
  try {
    await systemClock.sleep(MOST_MS, signal);
  } catch {
    return;
  }
  say(`FAILED: not done after ${MOST_MS / 60_000} minutes`);
  process.exit(1);
}

async function walk(all: readonly Step[], stage: PlaygroundStage, onFailure = async () => ''): Promise<void> {
  for (const step of all) {
    done += 1;
    const number = String(done).padStart(2);
    const began = systemClock.monotonic();
    const took = () => `${Math.round(systemClock.monotonic() - began)} ms`;
    try {
      const seen = await step.run(stage);
      say(`ok     ${number}  ${step.name}\n           ${seen}  (${took()})`);
    } catch (error) {
      failed += 1;
      const why = error instanceof Error ? error.message : String(error);
      const picture = await onFailure().catch(String);
      say(`FAILED ${number}  ${step.name}\n           ${why.slice(0, 1_500)}  (${took()}) ${picture}`);
    }
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
