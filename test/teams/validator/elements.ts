import { z } from 'zod/v4';
import { openUrl, row, toggle } from './actions.ts';
import { charts } from './charts.ts';
import * as most from './limits.ts';
import { isMentions, plain, unread } from './texts.ts';

const colour = z.enum(['Default', 'Dark', 'Light', 'Accent', 'Good', 'Warning', 'Attention']).optional();
const size = z.enum(['Small', 'Default', 'Medium', 'Large', 'ExtraLarge']).optional();
const weight = z.enum(['Lighter', 'Default', 'Bolder']).optional();
const align = z.enum(['Left', 'Center', 'Right']);
const container = z.enum(['default', 'emphasis', 'accent', 'good', 'attention', 'warning']);
const width = z.enum(['VeryNarrow', 'Narrow', 'Standard', 'Wide']);

/** What every element may have. `ExtraSmall` is newer than the schema that Teams promises. */
const common = {
  id: z.string().min(1).max(300).optional(),
  isVisible: z.boolean().optional(),
  separator: z.boolean().optional(),
  spacing: z.enum(['None', 'Small', 'Default', 'Medium', 'Large', 'ExtraLarge', 'Padding']).optional(),
  targetWidth: z
    .string()
    .refine((value) => width.safeParse(value.replace(/^at(?:Least|Most):/, '')).success)
    .optional(),
};

const textBlock = z
  .strictObject({
    type: z.literal('TextBlock'),
    ...common,
    text: z.string(),
    wrap: z.literal(true),
    style: z.literal('heading').optional(),
    ...{ size, weight, color: colour, isSubtle: z.boolean().optional() },
  })
  .refine(({ text }) => isMentions(text) || unread(700).safeParse(text).success, {
    message: 'would be read as Markdown',
    path: ['text'],
  });

const textRun = z.strictObject({
  type: z.literal('TextRun'),
  text: plain(3_100),
  ...{ size, weight, color: colour, isSubtle: z.boolean().optional(), underline: z.boolean().optional() },
  selectAction: z.union([openUrl, toggle]).optional(),
});

const rich = z.strictObject({
  type: z.literal('RichTextBlock'),
  ...common,
  horizontalAlignment: align.optional(),
  inlines: z.array(textRun).min(1),
});

const factSet = z.strictObject({
  type: z.literal('FactSet'),
  ...common,
  facts: z.array(z.strictObject({ title: unread(130), value: unread(130) })).min(1),
});

const image = z.strictObject({
  type: z.literal('Image'),
  ...common,
  altText: plain(2_000),
  size: z.enum(['Auto', 'Stretch', 'Small', 'Medium', 'Large']),
  url: z
    .string()
    .regex(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/)
    .refine((url) => (url.length * 3) / 4 <= most.PICTURE_BYTES, 'is too large a picture'),
});

const input = {
  ...common,
  id: z.string().regex(/^[fc]\.[\w-]+$/),
  label: unread(210),
  isRequired: z.literal(true).optional(),
  errorMessage: unread(210).optional(),
};

const textInput = z
  .strictObject({
    type: z.literal('Input.Text'),
    ...input,
    maxLength: z.int().min(1).max(3_000),
    value: z.string().min(1).optional(),
    placeholder: plain(160).optional(),
    isMultiline: z.literal(true).optional(),
  })
  .refine(({ value = '', maxLength }) => value.length <= maxLength, 'is longer than it may be');

const choice = z.strictObject({
  title: unread(80),
  value: z
    .string()
    .min(1)
    .max(450)
    .regex(/^[^,]*$/),
});
const choices = z
  .strictObject({
    type: z.literal('Input.ChoiceSet'),
    ...input,
    style: z.enum(['compact', 'expanded', 'filtered']),
    isMultiSelect: z.boolean(),
    wrap: z.literal(true).optional(),
    placeholder: plain(160).optional(),
    choices: z.array(choice).max(most.CHOICES),
    'choices.data': z
      .strictObject({ type: z.literal('Data.Query'), dataset: z.string().regex(/^search\.[\w-]+$/) })
      .optional(),
    value: z.string().min(1).optional(),
  })
  .refine((set) => new Set(set.choices.map(({ value }) => value)).size === set.choices.length, 'has a choice twice')
  .refine((set) => set.choices.length > 0 || set['choices.data'] !== undefined, 'offers nothing')
  .refine(
    (set) =>
      (set.value ?? '').split(',').every((each) => each === '' || set.choices.some(({ value }) => value === each)),
    'has chosen what it does not offer',
  )
  .refine((set) => set.isMultiSelect || !set.value?.includes(','), 'has chosen two of which one may be');

const actionSet = z.strictObject({ type: z.literal('ActionSet'), ...common, actions: row });

const tableCell = z.strictObject({ type: z.literal('TableCell'), items: z.array(rich).length(1) });
const table = z
  .strictObject({
    type: z.literal('Table'),
    ...common,
    firstRowAsHeaders: z.literal(true),
    showGridLines: z.boolean().optional(),
    columns: z
      .array(z.strictObject({ width: z.number().positive(), horizontalCellContentAlignment: align.optional() }))
      .min(1)
      .max(20),
    rows: z
      .array(z.strictObject({ type: z.literal('TableRow'), style: container.optional(), cells: z.array(tableCell) }))
      .min(1)
      .max(101),
  })
  .refine(
    ({ columns, rows }) => rows.every(({ cells }) => cells.length === columns.length),
    'has rows of other lengths',
  )
  .refine(
    ({ columns, targetWidth }) => columns.length <= most.PHONE_COLUMNS || targetWidth === 'atLeast:Standard',
    'is too wide for a phone',
  );

/** An element; what it holds is looked at on its own by `elementsIn`. */
const held = z.array(z.looseObject({ type: z.string() })).min(1);
const column = z.strictObject({ type: z.literal('Column'), width: z.enum(['auto', 'stretch']), items: held });

export const element = z.discriminatedUnion('type', [
  textBlock,
  rich,
  factSet,
  image,
  textInput,
  choices,
  actionSet,
  table,
  z.strictObject({
    type: z.literal('Container'),
    ...common,
    style: container.optional(),
    bleed: z.boolean().optional(),
    items: held,
  }),
  z.strictObject({ type: z.literal('ColumnSet'), ...common, columns: z.array(column).min(1).max(4) }),
  z.strictObject({ ...common, ...charts.line, fallback: held.element }),
  z.strictObject({ ...common, ...charts.grouped, fallback: held.element }),
  z.strictObject({ ...common, ...charts.across, fallback: held.element }),
  z.strictObject({ ...common, ...charts.down, fallback: held.element }),
]);

/** The elements of a body with all that they hold, whatever it is. */
export function elementsIn(value: unknown): unknown[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    if (typeof each !== 'object' || each === null) return [each];
    const columns: unknown = Reflect.get(each, 'columns');
    const inside =
      Reflect.get(each, 'type') === 'ColumnSet' && Array.isArray(columns)
        ? columns.flatMap((one: object) => elementsIn(Reflect.get(one, 'items')))
        : [];
    const fallback: unknown = Reflect.get(each, 'fallback');
    return [
      each,
      ...elementsIn(Reflect.get(each, 'items')),
      ...inside,
      ...elementsIn(fallback === undefined ? [] : [fallback]),
    ];
  });
}
