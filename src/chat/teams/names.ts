/** Where Teams sends what people say and press. */
export const MESSAGES_PATH = '/api/messages';
/** Where files are fetched that Teams does not carry. */
export const DOWNLOAD_PATH = '/teams/files';

/** What our buttons are called, and what their data holds; `verb` is there for clients that only know Action.Submit. */
export const verbs = ['press', 'dialog'] as const;
export type Verb = (typeof verbs)[number];

/** In front of the id of each input of a dialog, so that no field can be taken for our own data. */
export const FIELD = 'f.';
/** The dataset of an input that is searched while typing; after it the field's key. */
export const SEARCH = 'search.';
