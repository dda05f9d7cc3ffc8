import { accessSteps } from './access-steps.ts';
import { alertSteps } from './alert-steps.ts';
import { digestSteps } from './digest-steps.ts';
import { fileSteps } from './file-steps.ts';
import { incidentSteps } from './incident-steps.ts';
import { limitSteps } from './limit-steps.ts';
import { placeSteps } from './place-steps.ts';
import { questionSteps } from './question-steps.ts';
import type { Step } from './stage.ts';

/** What a person can do in Microsoft Teams, in the order in which somebody new would. */
export const steps: readonly Step[] = [
  ...questionSteps,
  ...placeSteps,
  ...fileSteps,
  ...digestSteps,
  ...alertSteps,
  ...accessSteps,
  ...incidentSteps,
  ...limitSteps,
];
