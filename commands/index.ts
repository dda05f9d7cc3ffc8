import { agreements } from './agreements.ts';
import { alerts } from './alerts.ts';
import { assign } from './assign.ts';
import { audience } from './audience.ts';
import { calling } from './calling.ts';
import { cluster } from './cluster.ts';
import { cohort } from './cohort.ts';
import type { Command } from './command.ts';
import { customer } from './customer.ts';
import { customers } from './customers.ts';
import { data } from './data.ts';
import { digest } from './digest.ts';
import { expired } from './expired.ts';
import { expiring } from './expiring.ts';
import { features } from './features.ts';
import { help } from './help.ts';
import { licenses } from './licenses.ts';
import { links } from './links.ts';
import { lowAssigned } from './low-assignment.ts';
import { matches } from './matches.ts';
import { newLines } from './new.ts';
import { overage } from './overage.ts';
import { overview } from './overview.ts';
import { quality } from './quality.ts';
import { queues } from './queues.ts';
import { renewing } from './renewing.ts';
import { tag } from './tag.ts';
import { untag } from './untag.ts';
import { whoami } from './whoami.ts';
import { why } from './why.ts';

/** Every question there is, in the order in which help shows them. */
export const commands: readonly Command[] = [
  overview,
  customers,
  customer,
  expiring,
  renewing,
  expired,
  newLines,
  lowAssigned,
  overage,
  licenses,
  calling,
  quality,
  queues,
  features,
  cluster,
  cohort,
  agreements,
  data,
  matches,
  links,
  tag,
  untag,
  assign,
  audience,
  digest,
  alerts,
  why,
  help,
  whoami,
];
