import type { App } from '@slack/bolt';
import type { Log } from '../../base/log.ts';
import { dialogNames } from '../dialog.ts';
import type { Incoming } from '../incoming.ts';
import type { Reception } from '../reception.ts';
import { drawnOptions } from './blocks/dialog-view.ts';
import { type Delivered, deliveredIn } from './deliver.ts';
import * as messages from './incoming-messages.ts';
import * as presses from './incoming-presses.ts';
import { ASK_ABOUT, PRESS, SEARCH } from './names.ts';
import { eventDelivery } from './payloads.ts';
import type { SlashCommand } from './slash-commands.ts';

interface ListenersOptions extends presses.ReadingOptions {
  readonly reception: Reception;
  readonly commands: readonly Pick<SlashCommand, 'command' | 'question'>[];
  readonly log: Log;
}

/** Registers everything by which somebody can ask. Each listener stores first and acknowledges after that. */
export function listenForQuestions(app: App, options: ListenersOptions): void {
  listenForCommands(app, options);
  listenForPresses(app, options);
  listenForDialogs(app, options);
  listenForMessages(app, options);
}

/** Literal names: patterns that overlap would all run. */
function listenForCommands(app: App, options: ListenersOptions): void {
  const { commands, reception } = options;
  for (const { command, question } of new Map(commands.map((each) => [each.command, each])).values()) {
    app.command(command, async ({ body, ack, context }) => {
      await reception.take(presses.incomingCommand(body, question, deliveredIn(context), options));
      await ack();
    });
  }
}

function listenForPresses(app: App, options: ListenersOptions): void {
  const { reception } = options;
  app.action(startingWith(PRESS), async ({ body, ack, context }) => {
    const pressed = presses.incomingPress(body, deliveredIn(context), options);
    if (pressed === undefined) return ack();
    if (pressed.what.do === 'press' && reception.opensDialog(pressed.what.press)) {
      // What opens a dialog is good for three seconds only.
      await ack();
      return reception.open(pressed);
    }
    await reception.take(pressed);
    await ack();
  });
  app.shortcut({ callback_id: ASK_ABOUT, type: 'message_action' }, async ({ body, ack, context }) => {
    await ack();
    await reception.open(presses.incomingShortcut(body, deliveredIn(context), options));
  });
}

function listenForDialogs(app: App, options: ListenersOptions): void {
  const { reception } = options;
  for (const name of dialogNames) {
    app.view({ callback_id: name, type: 'view_submission' }, async ({ body, ack, context }) => {
      const sent = presses.incomingDialog(body, deliveredIn(context), options);
      if (sent !== undefined) await reception.take(sent);
      await ack();
    });
  }
  app.options(startingWith(SEARCH), async ({ body, ack, context }) => {
    const query = presses.optionsQuery(body, deliveredIn(context));
    await ack({ options: drawnOptions(query === undefined ? [] : await reception.options(query)) });
  });
}

type ReadEvent = (event: unknown, eventId: string, delivered: Delivered) => Incoming | undefined;

function listenForMessages(app: App, { reception, log }: ListenersOptions): void {
  const readers: Readonly<Record<string, ReadEvent>> = {
    app_mention: messages.incomingMention,
    message: messages.incomingDirectMessage,
    app_home_opened: messages.incomingHome,
    member_joined_channel: messages.incomingJoin,
  };
  for (const [type, read] of Object.entries(readers)) {
    app.event(type, async ({ event, body, context }) => {
      const incoming = readOrTell(
        () => read(event, eventDelivery.parse(body).event_id, deliveredIn(context)),
        type,
        log,
      );
      if (incoming !== undefined) await reception.take(incoming);
    });
  }
}

/** An event of a shape we do not know would come three times more, and be no better. */
function readOrTell(read: () => Incoming | undefined, type: string, log: Log): Incoming | undefined {
  try {
    return read();
  } catch (error) {
    log.warn(error, `an event ${type} of Slack has another shape`);
    return undefined;
  }
}

function startingWith(prefix: string): RegExp {
  return new RegExp(`^${prefix}`);
}
