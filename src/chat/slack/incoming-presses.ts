import { type DialogName, dialogNames } from '../dialog.ts';
import type { Incoming, Place, Speaker, What } from '../incoming.ts';
import type { OptionsQuery } from '../reception.ts';
import type { Delivered } from './deliver.ts';
import { teamOfPerson } from './gate.ts';
import { type Handle, handleText } from './handle.ts';
import { saidIn } from './incoming-messages.ts';
import { FIELD, SEARCH } from './names.ts';
import * as payloads from './payloads.ts';
import { plainText } from './plain.ts';
import { safeResponseUrl } from './response-url.ts';

/** What readers of requests need to know of the program. */
export interface ReadingOptions {
  readonly apiUrl: string;
}

/** A slash command; `question` is the one that the command stands for, null where it takes any. */
export function incomingCommand(
  body: unknown,
  question: string | null,
  delivered: Delivered,
  options: ReadingOptions,
): Incoming {
  const said = payloads.command.parse(body);
  const rest = plainText(said.text, delivered.admitted.botUser);
  const text = question === null ? rest || 'help' : `${question} ${rest}`.trim();
  const from = { user: said.user_id, responseUrl: said.response_url, trigger: said.trigger_id };
  return build('command', said.trigger_id, saidIn(said.channel_id, null), from, delivered, options, {
    do: 'ask',
    text,
  });
}

/** A button or an overflow menu; undefined where it carries no press, as a link's button. */
export function incomingPress(body: unknown, delivered: Delivered, options: ReadingOptions): Incoming | undefined {
  const pressed = payloads.blockActions.parse(body);
  const action = pressed.actions[0];
  const press = action?.selected_option?.value ?? action?.value;
  if (press === null || press === undefined) return undefined;
  const { container, message, user } = pressed;
  const thread = container?.thread_ts ?? message?.thread_ts ?? null;
  const ts = container?.message_ts ?? message?.ts;
  const from = {
    user: user.id,
    responseUrl: pressed.response_url,
    trigger: pressed.trigger_id,
    ...(ts === null || ts === undefined ? {} : { message: ts, ephemeral: container?.is_ephemeral === true }),
    ...(pressed.view ? { view: pressed.view.id } : {}),
  };
  const place = placeOf(pressed.channel?.id, user.id, thread);
  return build('press', pressed.trigger_id, place, from, delivered, options, { do: 'press', press });
}

/** A dialog that was sent; undefined where it is none of ours. What it says of the place is only that it was a dialog. */
export function incomingDialog(body: unknown, delivered: Delivered, options: ReadingOptions): Incoming | undefined {
  const { view, user, trigger_id: trigger } = payloads.viewSubmission.parse(body);
  const name = dialogNames.find((each: DialogName) => each === view.callback_id);
  if (name === undefined) return undefined;
  const what: What = { do: 'dialog', name, state: view.private_metadata, chosen: chosenIn(view.state?.values ?? {}) };
  const from = { user: user.id, responseUrl: undefined, trigger: trigger ?? undefined, view: view.id };
  const key = trigger ?? `${view.id}/${view.hash ?? ''}`;
  return build('dialog', key, placeOf(undefined, user.id, null), from, delivered, options, what);
}

/** A message to ask about. */
export function incomingShortcut(body: unknown, delivered: Delivered, options: ReadingOptions): Incoming {
  const { user, channel, message, trigger_id: trigger, response_url: responseUrl } = payloads.messageAction.parse(body);
  const place = saidIn(channel.id, message.thread_ts ?? null);
  const text = plainText(message.text ?? '', delivered.admitted.botUser);
  return build('shortcut', trigger, place, { user: user.id, responseUrl, trigger }, delivered, options, {
    do: 'ask',
    text,
  });
}

/** What is searched for in a dialog; undefined where it is not in one. */
export function optionsQuery(body: unknown, delivered: Delivered): OptionsQuery | undefined {
  const { user, view, action_id: action, value: typed } = payloads.blockSuggestion.parse(body);
  if (view === null || view === undefined) return undefined;
  return {
    speaker: speakerOf(user.id, delivered),
    state: view.private_metadata,
    key: action.slice(SEARCH.length),
    typed: typed.normalize('NFC'),
  };
}

type From = Pick<Handle, 'user' | 'trigger' | 'message' | 'ephemeral' | 'view'> & {
  readonly responseUrl: string | null | undefined;
};

function build(
  kind: string,
  key: string,
  place: Place,
  { responseUrl: given, ...from }: From,
  delivered: Delivered,
  { apiUrl }: ReadingOptions,
  what: What,
): Incoming {
  const responseUrl = safeResponseUrl(given, apiUrl);
  const { channel, thread } = place;
  const handle: Handle = {
    team: delivered.admitted.team,
    channel,
    thread,
    ...from,
    ...(responseUrl === undefined ? {} : { responseUrl }),
  };
  return { key: `${kind}:${key}`, speaker: speakerOf(from.user, delivered), place, handle: handleText(handle), what };
}

function speakerOf(user: string, { admitted, envelope }: Delivered): Speaker {
  return { platform: 'slack', team: teamOfPerson(envelope.user?.team_id, envelope, admitted), user };
}

/** What is pressed on the bot's page or in a dialog is in no channel: it is between the person and the bot. */
function placeOf(channel: string | undefined, user: string, thread: string | null): Place {
  return channel === undefined ? { channel: user, kind: 'direct', thread: null } : saidIn(channel, thread);
}

type Values = NonNullable<ReturnType<typeof payloads.viewSubmission.parse>['view']['state']>['values'];

function chosenIn(values: Values): Record<string, string[]> {
  const chosen = Object.entries(values).flatMap(([block, actions]) =>
    Object.entries(actions).map(([action, given]): [string, string[]] => [keyOf(action) ?? block, valuesOf(given)]),
  );
  return Object.fromEntries(chosen);
}

function keyOf(action: string): string | undefined {
  const prefix = [SEARCH, FIELD].find((each) => action.startsWith(each));
  return prefix === undefined ? undefined : action.slice(prefix.length);
}

function valuesOf(given: Values[string][string]): string[] {
  if (given === undefined) return [];
  if (given.selected_options) return given.selected_options.map(({ value }) => value);
  const one = given.selected_option?.value ?? given.selected_date ?? given.value;
  return one === null || one === undefined || one === '' ? [] : [one];
}
