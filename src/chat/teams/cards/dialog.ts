import type { CardElement, IExecuteAction } from '@microsoft/teams.cards';
import type { Language } from '../../../words/languages.ts';
import { messagesFor } from '../../../words/messages.ts';
import type { Dialog } from '../../dialog.ts';
import type { Press } from '../../press.ts';
import { limits } from '../limits.ts';
import { signed } from '../sign.ts';
import { action, pressed } from './buttons.ts';
import { drawingOf } from './drawing.ts';
import { fieldInput } from './inputs.ts';
import { messageOf, type TeamsMessage } from './message.ts';
import { piecesOf } from './parts.ts';
import { sizeOf } from './size.ts';
import { heading, shown, spoken, unstyled, unstyledLines } from './texts.ts';

/** How a dialog becomes a card. */
export interface DialogHow {
  readonly key: Buffer;
  readonly language: Language;
  /** What its Back does; no Back without it. */
  readonly back?: Press;
}

/**
 * A dialog as a message, to stand in place of the one that it was opened from: its parts, an input for each field, the
 * button that sends it and the one that goes back.
 */
export function dialogCard(dialog: Dialog, { key, language, back }: DialogHow): TeamsMessage {
  const { title, parts, fields } = dialog;
  const say = messagesFor(language);
  const drawing = drawingOf({ language, key, pictures: undefined });
  const inputs = fields.flatMap((field) => fieldInput(field, drawing));
  const label = dialog.submit ?? (inputs.length > 0 ? say('teams.card.ok') : undefined);
  const actions: IExecuteAction[] = [
    ...(label === undefined ? [] : [submit(label, dialog, key)]),
    ...(back === undefined ? [] : backwards(pressed({ label: say('teams.card.back'), press: back }, key))),
  ];
  const frame = (body: CardElement[]) =>
    messageOf(
      {
        type: 'AdaptiveCard',
        version: limits.card.version,
        lang: language,
        speak: spoken(title, limits.card.speak),
        fallbackText: unstyledLines(title, limits.card.fallbackText),
        body,
        ...(actions.length > 0 ? { actions } : {}),
      },
      shown(title, limits.message.summary),
    );
  const head = heading(unstyled(title, limits.title), { size: 'Medium' });
  let room = limits.message.bytes - sizeOf(frame([head, ...inputs]));
  const drawn = parts
    .flatMap((part) => piecesOf(part, drawing))
    .filter(({ elements }) => {
      room -= sizeOf(elements);
      return room >= 0;
    })
    .flatMap(({ elements }) => elements);
  return frame([head, ...drawn, ...inputs]);
}

function submit(label: string, { name, state }: Dialog, key: Buffer): IExecuteAction {
  const data = { dialog: name, state, sig: signed(key, 'dialog', `${name}\n${state}`) };
  return action(label, { verb: 'dialog', data, isPrimary: true });
}

/** Whoever goes back does not have to fill in what they did not want to. */
function backwards(actions: readonly IExecuteAction[]): IExecuteAction[] {
  return actions.map(({ fallback, ...action }) => {
    const other = typeof fallback === 'object' ? { fallback: { ...fallback, associatedInputs: 'none' as const } } : {};
    return { ...action, associatedInputs: 'none', ...other };
  });
}
