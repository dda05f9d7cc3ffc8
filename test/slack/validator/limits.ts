/**
 * What Slack takes, written down once more from its reference and from what it was seen to refuse, so that a slip in the
 * program's own table is found. Lengths in UTF-16 units with the three signs counted as entities.
 */
export const MESSAGE_BLOCKS = 50;
export const VIEW_BLOCKS = 100;
export const MESSAGE_LETTERS = 12_000;
export const FALLBACK_TEXT = 4000;
export const ID = 255;
export const PRIVATE_METADATA = 3000;
export const VIEW_TITLE = 24;
export const HEADER = 150;
export const SECTION_TEXT = 3000;
export const SECTION_FIELD = 2000;
export const SECTION_FIELDS = 10;
export const CONTEXT_ELEMENTS = 10;
export const CONTEXT_TEXT = 3000;
export const ACTION_ELEMENTS = 25;
export const BUTTON_TEXT = 75;
export const BUTTON_VALUE = 2000;
export const OPTION_TEXT = 75;
export const OPTION_VALUE = 150;
export const OVERFLOW_OPTIONS = 5;
export const SELECT_OPTIONS = 100;
export const CHECKBOXES = 10;
export const CONFIRM = { title: 100, text: 300, button: 30 };
export const INPUT_LABEL = 2000;
export const PLACEHOLDER = 150;
export const INPUT_LENGTH = 3000;
export const IMAGE = { url: 3000, alt: 2000, title: 2000 };
export const URL_LENGTH = 3000;
export const TABLE = { rows: 100, columns: 20, letters: 10_000 };
export const RICH_TEXT = 3000;
