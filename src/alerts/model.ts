import type { Sample } from './sample.ts';
import type { RuleSettings } from './settings.ts';
import type { Verdict } from './verdict.ts';

/**
 * What is known of the series of one customer and where each stands. The same samples in the same order always give the
 * same verdicts, live and replayed: there is nothing in it but what came from samples.
 */
export interface CustomerModel {
  /**
   * Takes the next slot: what is known of each series then. Slots come in the order of time, each once; a series that is
   * left out is one of which nothing is known. Gives the verdict of every series that has ever had a sample.
   */
  step(at: number, slots: ReadonlyMap<number, Sample['counts']>): Verdict[];
  /** A copy that goes its own way: where a late record changes an old slot, the slots since are gone through again. */
  clone(): CustomerModel;
}

export type MakeModel = (settings: RuleSettings) => CustomerModel;
