import type { Check } from './check.ts';
import { type Back, json } from './exchange.ts';
import type { SlackRecord } from './record.ts';
import type { Block, Shown } from './types.ts';

type Fields = Readonly<Record<string, unknown>>;

const MOST_KEPT = 5_000;

/** Modals and the app's page: what the emulator would need triggers of its own for. */
export class Views {
  readonly #record: SlackRecord;
  readonly #check: Check;
  readonly #triggers = new Map<string, string>();
  #count = 0;

  constructor(record: SlackRecord, check: Check) {
    this.#record = record;
    this.#check = check;
  }

  trigger(user: string): string {
    this.#count += 1;
    const id = `${this.#count}.9.${Math.random().toString(16).slice(2)}`;
    this.#triggers.set(id, user);
    const [oldest] = this.#triggers.keys();
    if (this.#triggers.size > MOST_KEPT && oldest !== undefined) this.#triggers.delete(oldest);
    return id;
  }

  /** Undefined for a method that is not about views. */
  answer(method: string, fields: Fields): Back | undefined {
    switch (method) {
      case 'views.open':
      case 'views.push':
        return this.#open(method, fields);
      case 'views.update':
        return this.#update(String(fields['view_id']), fields['view'], method);
      case 'views.publish':
        return this.#publish(String(fields['user_id']), fields['view']);
      default:
        return undefined;
    }
  }

  /** A view that came as the answer to a submission. */
  replaceBy(id: string, view: unknown): void {
    this.#update(id, view, 'response_action');
  }

  #open(method: string, fields: Fields): Back {
    const trigger = String(fields['trigger_id']);
    const user = this.#triggers.get(trigger);
    if (user === undefined) return json({ ok: false, error: 'expired_trigger_id' });
    this.#triggers.delete(trigger);
    this.#count += 1;
    return this.#put(`V${String(this.#count).padStart(8, '0')}`, user, fields['view'], method, 0);
  }

  #update(id: string, view: unknown, by: string): Back {
    const before = this.#record.shown.find((each) => each.kind === 'modal' && each.ts === id);
    if (before === undefined) return json({ ok: false, error: 'not_found' });
    return this.#put(id, before.user ?? '', view, by, before.edits + 1);
  }

  #publish(user: string, view: unknown): Back {
    const before = this.#record.shown.find((each) => each.kind === 'home' && each.user === user);
    return this.#put(
      before?.ts ?? `VH${user}`,
      user,
      view,
      'views.publish',
      before === undefined ? 0 : before.edits + 1,
    );
  }

  #put(id: string, user: string, view: unknown, by: string, edits: number): Back {
    this.#check.view(by, view);
    const payload = (typeof view === 'object' && view !== null ? view : {}) as Fields;
    const shown: Shown = {
      kind: payload['type'] === 'home' ? 'home' : 'modal',
      channel: null,
      thread: null,
      user,
      ts: id,
      text: textOf(payload['title']),
      blocks: Array.isArray(payload['blocks']) ? (payload['blocks'] as Block[]) : [],
      by,
      edits,
      payload,
    };
    if (edits === 0) this.#record.show(shown);
    else this.#record.replace(id, null, () => shown);
    return json({ ok: true, view: { ...payload, id, hash: `${edits}.h` } });
  }
}

function textOf(title: unknown): string {
  return typeof title === 'object' && title !== null ? String(Reflect.get(title, 'text') ?? '') : '';
}
