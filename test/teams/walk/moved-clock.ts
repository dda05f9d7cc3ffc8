import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../src/base/clock.ts';

/** The clock of the running program, which can be moved ahead; waiting takes as long as ever. */
export interface MovedClock {
  now(): number;
  /** Moves it ahead to a moment, in epoch milliseconds. */
  moveTo(moment: number): Promise<void>;
}

const LOOK_MS = 20;

/** What a program is loaded after whose clock is to be moved: it reads from a file by how much. */
const MOVE = `
import { readFileSync } from 'node:fs';
const { now } = Date;
let ahead = 0;
const look = () => {
  try {
    ahead = Number(readFileSync(process.env.MOVED_CLOCK, 'utf8'));
  } catch {}
};
look();
setInterval(look, ${LOOK_MS}).unref();
Date.now = () => now() + ahead;`;

/** The clock of a program in a process of its own; `env` is what that is to be started with. */
export function clockApart(folder: string): MovedClock & { readonly env: NodeJS.ProcessEnv } {
  const file = join(folder, 'moved-clock');
  let ahead = 0;
  writeFileSync(file, '0');
  return {
    env: {
      MOVED_CLOCK: file,
      NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import "data:text/javascript,${encodeURIComponent(MOVE)}"`,
    },
    now: () => systemClock.now() + ahead,
    async moveTo(moment) {
      ahead = moment - systemClock.now();
      writeFileSync(file, String(ahead));
      await systemClock.sleep(LOOK_MS * 5);
    },
  };
}

/** The clock of this process, with everything in it that checks tokens: the machine's, until `putBack`. */
export function clockHere(): MovedClock & { putBack(): void } {
  const { now } = Date;
  let ahead = 0;
  Object.assign(Date, { now: () => now() + ahead });
  return {
    now: () => systemClock.now(),
    async moveTo(moment) {
      ahead += moment - systemClock.now();
    },
    putBack() {
      Object.assign(Date, { now });
    },
  };
}
