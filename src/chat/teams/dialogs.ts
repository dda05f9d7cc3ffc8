import { randomUUID } from 'node:crypto';
import type { Dialog } from '../dialog.ts';
import { readState } from '../flow/dialog-state.ts';
import type { Opened } from '../port.ts';
import { pressFrom } from './asked-in.ts';
import { dialogCard } from './cards/dialog.ts';
import type { TeamsMessage } from './cards/message.ts';
import { type Handle, readHandle } from './handle.ts';
import type { Outside } from './outside.ts';
import { replacePressed } from './pressed.ts';

interface Open {
  readonly handle: Handle;
  /** What is shown where nothing comes after it; undefined once it is shown. */
  held: TeamsMessage | undefined;
}

/** Those beyond are of presses long ago. */
const MOST_KEPT = 500;

/**
 * What Teams asks people in a card in place of the one they pressed. In a channel a press is answered once, so that a dialog
 * with nothing to send yet waits for the one that it becomes.
 */
export class Dialogs {
  readonly #outside: Outside;
  readonly #open = new Map<string, Open>();

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  /** Refused as expired where whoever pressed does not wait any more, and it is in a channel. */
  async open(handleText: string, dialog: Dialog): Promise<Opened> {
    const handle = readHandle(handleText);
    if (handle === undefined) return { at: 'refused', why: 'expired', detail: 'a handle that is not of Teams' };
    const message = await this.#drawn(handle, dialog);
    const isHeld = dialog.submit === undefined && this.#outside.waiting.isOpen(handle.invoke);
    if (!isHeld) {
      const sent = await replacePressed(this.#outside, handle, message);
      if (sent.at === 'refused') return sent;
      if (sent.at === 'unknown') return { at: 'refused', why: 'unreachable', detail: sent.detail };
    }
    const id = randomUUID();
    const [oldest] = this.#open.keys();
    if (this.#open.size >= MOST_KEPT && oldest !== undefined) this.#open.delete(oldest);
    this.#open.set(id, { handle, held: isHeld ? message : undefined });
    return { at: 'open', id };
  }

  /** Where the dialog is gone, this does nothing. */
  async change(id: string, dialog: Dialog): Promise<void> {
    const open = this.#open.get(id);
    if (open === undefined) return;
    open.held = undefined;
    const sent = await replacePressed(this.#outside, open.handle, await this.#drawn(open.handle, dialog));
    if (sent.at !== 'posted')
      this.#outside.log.warn({ dialog: dialog.name, detail: sent.detail }, 'Teams did not take a dialog');
  }

  /** What still waited for what it becomes is shown as it is. Never throws. */
  ended({ invoke }: Handle): void {
    if (invoke === undefined) return;
    for (const [id, { handle, held }] of this.#open) {
      if (handle.invoke !== invoke || held === undefined) continue;
      this.#open.delete(id);
      const [first] = held.attachments;
      if (first !== undefined) this.#outside.waiting.answer(invoke, { kind: 'card', card: first.content });
    }
  }

  async #drawn({ tenant, user, asked }: Handle, dialog: Dialog): Promise<TeamsMessage> {
    const { key, profileOf } = this.#outside;
    const language = (await profileOf(tenant, user))?.language ?? 'en';
    const q = readState(dialog.state)?.q ?? '';
    const back = q === '' ? {} : { back: pressFrom({ do: 'show', q, of: user }, asked) };
    return dialogCard(dialog, { key, language, ...back });
  }
}
