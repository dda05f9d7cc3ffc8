import type { Log } from '../../base/log.ts';
import type { Card } from '../card/card.ts';
import type { Dialog } from '../dialog.ts';
import type { Called } from '../http/called.ts';
import type { Pace } from '../http/pace.ts';
import type { Speaker } from '../incoming.ts';
import type { Opened, Sent } from '../port.ts';
import { dialogView } from './blocks/dialog-view.ts';
import { homeView } from './blocks/message.ts';
import type { Call } from './client.ts';
import { isAboutLooks } from './errors.ts';
import { readHandle } from './handle.ts';
import { plainHome } from './plain-home.ts';
import { nothingSent } from './sent.ts';

interface Outside {
  readonly call: Call;
  readonly pace: Pace;
  readonly log: Log;
}

/** The windows and the page that Slack draws for one person. */
export class Dialogs {
  readonly #outside: Outside;

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  /** Opens a view; refused as expired where the press was more than three seconds ago. */
  async open(handleText: string, dialog: Dialog): Promise<Opened> {
    const { call, log } = this.#outside;
    const handle = readHandle(handleText);
    if (handle?.trigger === undefined) {
      log.warn({ dialog: dialog.name }, 'a dialog cannot be opened: there is nothing to open it by');
      return { at: 'refused', why: 'expired', detail: 'views.open: nothing to open it by' };
    }
    // Waiting for its turn would outlast the trigger.
    const called = await call(handle.team, 'views.open', { trigger_id: handle.trigger, view: dialogView(dialog) });
    const id = viewIdOf(called);
    if (id !== undefined) return { at: 'open', id };
    this.#complain(called, 'views.open', dialog.name);
    const unsaid = { at: 'refused', why: 'other', detail: 'views.open: no view' } as const;
    return called.got === 'ok' ? unsaid : nothingSent(called, 'views.open');
  }

  /** Where the dialog is gone, this does nothing. */
  async change(team: string, id: string, dialog: Dialog): Promise<void> {
    const { call, pace } = this.#outside;
    const update = () =>
      pace.atOnce(`views.update/${team}`, () => call(team, 'views.update', { view_id: id, view: dialogView(dialog) }));
    const first = await update();
    const called = first.got === 'lost' ? await update() : first;
    if (called.got !== 'ok') this.#complain(called, 'views.update', dialog.name);
  }

  /** Draws the bot's page; as it replaces what is there, it is drawn again where a reply is lost. */
  async home({ team, user }: Speaker, card: Card): Promise<Sent> {
    const publish = (view: unknown) =>
      this.#outside.pace.atOnce(`views/${team}`, () =>
        this.#outside.call(team, 'views.publish', { user_id: user, view }),
      );
    let called = await publish(homeView(card));
    if (called.got === 'lost') called = await publish(homeView(card));
    if (called.got === 'no' && isAboutLooks(called.code)) {
      this.#complain(called, 'views.publish', 'home');
      called = await publish(plainHome(card));
    }
    if (called.got !== 'ok') return nothingSent(called, 'views.publish');
    return { at: 'posted', channel: null, message: null };
  }

  #complain(called: Called, method: string, view: string): void {
    const why = called.got === 'no' ? { code: called.code, notes: called.notes } : { code: called.got };
    this.#outside.log.warn({ method, view, ...why }, 'Slack did not take a view');
  }
}

function viewIdOf(called: Called): string | undefined {
  if (called.got !== 'ok') return undefined;
  const { view } = called.body;
  const id: unknown = typeof view === 'object' && view !== null ? Reflect.get(view, 'id') : undefined;
  return typeof id === 'string' ? id : undefined;
}
