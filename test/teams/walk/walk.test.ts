import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rounds } from '../../long.ts';
import { openDoubleStage } from './double-stage.ts';
import { steps } from './steps.ts';

let stage: Awaited<ReturnType<typeof openDoubleStage>>;
beforeAll(async () => {
  stage = await openDoubleStage();
});
afterAll(async () => {
  await stage?.close();
});

const isLong = rounds(0, 1) === 1;
const here = steps.filter(({ slow }) => slow === undefined || isLong);

describe('in Microsoft Teams, one step after the other', () => {
  test.each(here.map((step) => [step.name, step] as const))('%s', async (_, step) => {
    expect(typeof (await step.run(stage))).toBe('string');
  });
});
