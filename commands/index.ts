import type { Command } from './command.ts';
import { customers } from './customers.ts';
import { expired } from './expired.ts';
import { expiring } from './expiring.ts';
import { licenses } from './licenses.ts';
import { lowAssigned } from './low-assignment.ts';
import { newLines } from './new.ts';
import { overage } from './overage.ts';
import { overview } from './overview.ts';
import { renewing } from './renewing.ts';

/** Every question there is, in the order in which help shows them. */
export const commands: readonly Command[] = [
  overview,
  customers,
  expiring,
  renewing,
  expired,
  newLines,
  lowAssigned,
  overage,
  licenses,
];
