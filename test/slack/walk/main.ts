import { openStage } from './stage.ts';
import { steps } from './steps.ts';

/** `npm run test:slack`: every step that a person can do in Slack, with what was seen; ends with 1 when one failed. */
const stage = await openStage();
let failed = 0;
try {
  for (const [at, step] of steps.entries()) {
    const number = String(at + 1).padStart(2);
    try {
      process.stdout.write(`ok     ${number}  ${step.name}\n           ${await step.run(stage)}\n`);
    } catch (error) {
      failed += 1;
      process.stdout.write(
        `FAILED ${number}  ${step.name}\n           ${error instanceof Error ? error.message : String(error)}\n`,
      );
    }
  }
} finally {
  await stage.close();
}
process.stdout.write(`${steps.length - failed} of ${steps.length} steps are as they should be\n`);
process.exitCode = failed === 0 ? 0 : 1;
