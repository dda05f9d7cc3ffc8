import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage } from './stage.ts';
import { steps } from './steps.ts';

let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => {
  await stage?.close();
});

describe('in Slack, one step after the other', () => {
  test.each(steps.map((step) => [step.name, step] as const))('%s', async (_, step) => {
    expect(typeof (await step.run(stage))).toBe('string');
  });
});
