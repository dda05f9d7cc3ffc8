import type { CardElement, IChoice, IChoiceSetInput, ITextInput } from '@microsoft/teams.cards';
import { assertNever } from '../../../base/errors.ts';
import type { Language } from '../../../words/languages.ts';
import { messagesFor } from '../../../words/messages.ts';
import { lines } from '../../card/harmless.ts';
import type { Field, Option } from '../../dialog.ts';
import { choiceText } from '../choices.ts';
import { limits } from '../limits.ts';
import { CHOICE, FIELD, SEARCH } from '../names.ts';
import type { Drawing } from './drawing.ts';
import { paragraph, run, shown, unstyled } from './texts.ts';

/** Up to here a choice is shown open, to be tapped once; longer lists of which nothing is chosen are folded. */
const OPEN = 5;

/** A field's input, with its hint below it; nothing for a choice among nothing. */
export function fieldInput(field: Field, drawing: Drawing): CardElement[] {
  const input = inputOf(field, drawing.language);
  if (input === undefined) return [];
  const hint =
    field.hint === undefined
      ? []
      : [
          paragraph([run(shown(field.hint, limits.input.hint), { size: 'Small', isSubtle: true })], {
            spacing: 'None',
          }),
        ];
  return isFolded(field) ? folded(shown(field.label, limits.input.label), [input, ...hint], drawing) : [input, ...hint];
}

/** Some clients draw such a list as a box for each option, open or not. */
function isFolded(field: Field): boolean {
  return field.kind === 'choice' && field.many && field.chosen.length === 0 && field.options.length > OPEN;
}

/** Elements behind their name, which a tap opens. What is folded is sent as well, empty. */
function folded(label: string, items: CardElement[], { nextId }: Drawing): CardElement[] {
  const id = nextId('field');
  const selectAction = { type: 'Action.ToggleVisibility' as const, title: label, targetElements: [id] };
  const name = run(`${label} …`, { color: 'Accent', weight: 'Bolder', selectAction });
  return [paragraph([name]), { type: 'Container', id, isVisible: false, spacing: 'Small', items }];
}

function inputOf(field: Field, language: Language): IChoiceSetInput | ITextInput | undefined {
  switch (field.kind) {
    case 'choice':
      return choice(field, language);
    case 'search':
      return search(field, language);
    case 'text':
      return textInput(field);
    default:
      return assertNever(field);
  }
}

/** Clients refuse to send a card with an empty input that has to be filled, and show what is missing. */
function common({ kind, key, label, optional }: Field) {
  const text = unstyled(label, limits.input.label);
  return {
    id: `${kind === 'text' ? FIELD : CHOICE}${key}`,
    label: text,
    ...(optional ? {} : { isRequired: true, errorMessage: text }),
  };
}

function textInput(field: Extract<Field, { kind: 'text' }>): ITextInput {
  const { value, placeholder, longest } = field;
  const most = Math.min(longest, limits.input.text);
  // It is sent back as it stands, so nothing is put at its end where it is cut; but half a letter would be refused.
  const initial = lines(value)
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '');
  return {
    type: 'Input.Text',
    ...common(field),
    maxLength: most,
    ...(initial.includes('\n') ? { isMultiline: true } : {}),
    ...(initial === '' ? {} : { value: initial }),
    ...(placeholder === undefined ? {} : { placeholder: shown(placeholder, limits.input.placeholder) }),
  };
}

function choice(field: Extract<Field, { kind: 'choice' }>, language: Language): IChoiceSetInput | undefined {
  const choices = drawnChoices(field.options);
  if (choices.length === 0) return undefined;
  const isOpen = choices.length <= OPEN && (field.many || !field.optional);
  return {
    type: 'Input.ChoiceSet',
    ...common(field),
    style: isOpen ? 'expanded' : 'compact',
    // Without it a closed list of which nothing is chosen is an empty box.
    ...(isOpen ? {} : { placeholder: messagesFor(language)('teams.card.pick') }),
    isMultiSelect: field.many,
    wrap: true,
    choices,
    ...chosenOf(field, choices),
  };
}

function search(field: Extract<Field, { kind: 'search' }>, language: Language): IChoiceSetInput {
  const choices = drawnChoices(field.chosen.map((value) => ({ value, label: value })));
  return {
    type: 'Input.ChoiceSet',
    ...common(field),
    style: 'filtered',
    isMultiSelect: field.many,
    placeholder: messagesFor(language)('teams.card.choose'),
    choices,
    'choices.data': { type: 'Data.Query', dataset: `${SEARCH}${field.key}` },
    ...chosenOf(field, choices),
  };
}

function chosenOf(
  { chosen, many }: Extract<Field, { kind: 'choice' | 'search' }>,
  choices: readonly IChoice[],
): { value?: string } {
  const values = new Set(chosen.map(choiceText));
  const known = choices.map(({ value }) => value ?? '').filter((value) => values.has(value));
  const kept = many ? known : known.slice(0, 1);
  return kept.length === 0 ? {} : { value: kept.join(',') };
}

/** Options as Teams takes them, for a dialog and for what is found while typing: at most 100, each once, their labels cut. */
export function drawnChoices(options: readonly Option[]): { title: string; value: string }[] {
  const values = new Set<string>();
  return options
    .filter(({ value }) => {
      const fits = value !== '' && value.length <= limits.option.value && !values.has(value);
      values.add(value);
      return fits;
    })
    .slice(0, limits.select.options)
    .map(({ value, label }) => ({ title: unstyled(label, limits.option.title), value: choiceText(value) }));
}
