import { type DialogName, dialogNames } from '../dialog.ts';
import { readState } from '../flow/dialog-state.ts';
import type { Incoming, What } from '../incoming.ts';
import { type AskedIn, whereAsked } from './asked-in.ts';
import { choicesIn } from './choices.ts';
import { type Handle, readHandle } from './handle.ts';
import { build, type Delivered } from './incoming-messages.ts';
import { CHOICE, FIELD } from './names.ts';
import { type ButtonData, buttonData } from './payloads.ts';
import { isSigned } from './sign.ts';

/** More inputs than a dialog of ours ever has. */
const MOST_INPUTS = 50;

/**
 * A pressed button or a sent dialog; undefined where its data is none of ours. What we did not sign, or another database
 * did, is a button that says nothing any more. `invoke` names the request that waits for the reply.
 */
export function incomingPress(
  delivered: Delivered,
  data: unknown,
  key: Buffer,
  invoke: string | undefined,
): Incoming | undefined {
  const read = buttonData.safeParse(data);
  if (!read.success) return undefined;
  const { replyToId } = delivered.activity;
  const what = whatOf(read.data, key, delivered);
  const asked = delivered.at.kind === 'personal' ? askedOf(what) : undefined;
  const known = {
    ...(replyToId ? { message: replyToId, pressed: true } : {}),
    ...(invoke === undefined ? {} : { invoke }),
    ...(asked === undefined ? {} : { asked }),
  };
  return build(delivered, read.data.verb, what, known);
}

/** A question that is answered in the personal chat may have been asked elsewhere, which only its buttons and dialogs know. */
function askedOf(what: What): AskedIn | undefined {
  if (what.do === 'press') return whereAsked(what.press);
  if (what.do !== 'dialog') return undefined;
  return openedBy(what.state)?.asked;
}

/** By what whoever opened a dialog was answered then; undefined where its state is none. */
function openedBy(state: string): Handle | undefined {
  const read = readState(state);
  return read === undefined ? undefined : readHandle(read.handle);
}

/** Nobody sends somebody else's dialog: what it leads to may be answered where that one opened it. */
function isOfAnother(state: string, { tenant, user }: Delivered): boolean {
  const opened = openedBy(state);
  return opened !== undefined && (opened.tenant !== tenant || opened.user !== user);
}

function whatOf(data: ButtonData, key: Buffer, delivered: Delivered): What {
  if (data.verb === 'press')
    return { do: 'press', press: isSigned(key, 'press', data.press, data.sig) ? data.press : '' };
  const { dialog, state, sig, ...inputs } = data;
  const name = dialogNames.find((each: DialogName) => each === dialog);
  if (name === undefined || !isSigned(key, 'dialog', `${name}\n${state}`, sig)) return { do: 'press', press: '' };
  if (isOfAnother(state, delivered)) return { do: 'press', press: '' };
  return { do: 'dialog', name, state, chosen: chosenIn(inputs), inPlace: true };
}

function chosenIn(inputs: Readonly<Record<string, unknown>>): Record<string, string[]> {
  const chosen = Object.entries(inputs)
    .slice(0, MOST_INPUTS)
    .flatMap(([name, given]): [string, string[]][] => {
      const text = typeof given === 'string' ? given : '';
      if (name.startsWith(CHOICE)) return [[name.slice(CHOICE.length), choicesIn(text)]];
      return name.startsWith(FIELD) ? [[name.slice(FIELD.length), text === '' ? [] : [text]]] : [];
    });
  return Object.fromEntries(chosen);
}
