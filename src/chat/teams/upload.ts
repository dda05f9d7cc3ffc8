import type { Clock } from '../../base/clock.ts';
import { isFileAddress } from './file-hosts.ts';
import { askHowFar, type Place, type Progress, putRange } from './upload-range.ts';

/** What became of an upload. `unsure`: the file may be there whole, and nobody says. */
export type Uploaded =
  | { readonly at: 'saved' }
  | { readonly at: 'unsure'; readonly detail: string }
  | {
      readonly at: 'failed';
      /** gone: the place to put it does not exist any more. foreign: it is not one of Microsoft's. */
      readonly why: 'gone' | 'no-room' | 'foreign' | 'refused' | 'unreachable';
      readonly detail: string;
    };

interface Upload {
  readonly clock: Clock;
  /** Files are put where this Graph's are: see `isFileAddress`. */
  readonly graphUrl: string;
  readonly url: string;
  readonly content: Buffer;
  /** Whether an earlier process may have put some of it there. */
  readonly resumed: boolean;
}

/** Requests in a row by which it came no further. */
const TRIES = 10;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Puts a file where its person's OneDrive waits for it, in ranges. The same bytes to the same place are one file however often
 * they are sent, so a range whose reply is lost is asked about and goes on from where the other side is. Only where that place
 * is gone, or does not answer, after the last range may have arrived is it not known whether the file is there. Never throws.
 */
export async function upload({ clock, graphUrl, url, content, resumed }: Upload): Promise<Uploaded> {
  if (!isFileAddress(url, graphUrl)) return no('foreign', 'an address that is not SharePoint’s');
  const place: Place = { clock, url, content };
  let mayBeThere = resumed;
  let reached = -1;
  let progress: Progress = resumed ? await askHowFar(place) : { at: 'next', byte: 0 };
  for (let tries = 0; ; tries++) {
    switch (progress.at) {
      case 'whole':
        return { at: 'saved' };
      case 'gone':
        return notThere('gone', 'the place is gone', mayBeThere);
      case 'refused':
        return no(progress.why, progress.detail);
      case 'next':
        if (progress.byte > reached) tries = 0;
        reached = Math.max(reached, progress.byte);
        if (tries >= TRIES) return no('refused', 'it asks for the same range again and again');
        progress = await putRange(place, progress.byte);
        break;
      case 'lost':
        mayBeThere ||= progress.taken;
        if (tries >= TRIES) return notThere('unreachable', progress.why, mayBeThere);
        await clock.sleep(Math.min(progress.waitMs * 2 ** (tries >> 1), LONGEST_PAUSE_MS));
        progress = await askHowFar(place);
        break;
    }
  }
}

/** Whether it is there after all, nobody says who cannot be asked. */
function notThere(why: 'gone' | 'unreachable', detail: string, mayBeThere: boolean): Uploaded {
  return mayBeThere ? { at: 'unsure', detail } : no(why, detail);
}

function no(why: Extract<Uploaded, { at: 'failed' }>['why'], detail: string): Uploaded {
  return { at: 'failed', why, detail };
}
