import type { WaitingFile } from '../../db/readings/waiting-files.ts';
import type { Language } from '../words/languages.ts';
import { judge } from './admission.ts';
import type { Around } from './around.ts';
import type { Incoming, Speaker } from './incoming.ts';
import { recordRefused } from './refusal.ts';
import { rightsOf } from './rights.ts';

/** Whether somebody may have a file that was made for them a while ago. */
export type MayHave =
  | { readonly kind: 'may'; readonly actor: string; readonly language: Language }
  /** They may see something else now than when it was made, or nothing at all. */
  | { readonly kind: 'other-rights'; readonly language: Language }
  /** The platform does not say now who they are. */
  | { readonly kind: 'cannot-tell'; readonly language: Language };

/**
 * Looks whether the person a file was made for is still let in and may see exactly what they might then. A refusal is in the
 * audit log by then.
 */
export async function mayHave(around: Around, speaker: Speaker, file: WaitingFile): Promise<MayHave> {
  const incoming = wantedBy(speaker);
  const judged = await judge(around, incoming);
  const language = judged.profile?.language ?? 'en';
  if (judged.kind === 'refused') {
    const { why } = judged;
    await recordRefused(around, incoming, {
      action: 'file',
      why,
      subject: file.name,
      actor: judged.profile?.email ?? null,
    });
    return { kind: why === 'cannot-tell' || why === 'app-off' ? 'cannot-tell' : 'other-rights', language };
  }
  const { asker } = judged;
  if (rightsOf(asker) === file.rights) return { kind: 'may', actor: asker.email ?? speaker.user, language };
  await recordRefused(around, incoming, { action: 'file', why: 'rights', subject: file.name, actor: asker.email });
  return { kind: 'other-rights', language };
}

/** Records that somebody wanted a file that was made for somebody else, or that we never made. */
export function recordNotTheirs(around: Around, speaker: Speaker, why: 'not-theirs' | 'forged'): Promise<void> {
  return recordRefused(around, wantedBy(speaker), { action: 'file', why });
}

/** A file is fetched outside of any channel. */
function wantedBy(speaker: Speaker): Incoming {
  const place = { channel: speaker.user, kind: 'direct', thread: null } as const;
  return { key: 'file', speaker, place, handle: '', what: { do: 'press', press: '' } };
}
