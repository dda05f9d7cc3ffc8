/** Where Teams sends what people say and press. */
export const MESSAGES_PATH = '/api/messages';
/** Where files are fetched that Teams does not carry. */
export const DOWNLOAD_PATH = '/teams/files';

/** What our buttons are called, and what their data holds; `verb` is there for clients that only know Action.Submit. */
export type Verb = 'press' | 'dialog';

/** In front of the id of each input of a dialog, so that no field can be taken for our own data. */
export const FIELD = 'f.';
/** The same in front of an input whose values are chosen from a list: they come back as choices.ts writes them. */
export const CHOICE = 'c.';
/** The dataset of an input that is searched while typing; after it the field's key. */
export const SEARCH = 'search.';
/** The command by which somebody asks about a message that stands anywhere. */
export const ASK_ABOUT = 'ask-about';
