/** The moments at which a process may die: before and after each step that lasts, and each one that others see. */
export const points = [
  'before-plan',
  'after-plan',
  'before-commit-1',
  'after-commit-1',
  'before-dispatched',
  'after-dispatched',
  'after-post',
  'after-posted',
  'before-fill',
  'after-fill',
  'after-filled',
  'during-readback',
  'before-adopt',
  'after-adopt',
  'after-absent',
  'before-remove',
  'after-remove',
  'before-notice',
  'after-notice',
  'before-failure',
  'after-failure',
] as const;
export type Point = (typeof points)[number];

/** Told of each point as it is passed; whoever tests what a death does there does not let it pass. */
export interface Points {
  at(point: Point): Promise<void>;
}

export const noPoints: Points = { at: async () => undefined };
