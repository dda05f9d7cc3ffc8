import chat from '../locales/fr/chat.json' with { type: 'json' };
import columns from '../locales/fr/columns.json' with { type: 'json' };
import errors from '../locales/fr/errors.json' with { type: 'json' };
import notes from '../locales/fr/notes.json' with { type: 'json' };
import texts from '../locales/fr/texts.json' with { type: 'json' };
import words from '../locales/fr/words.json' with { type: 'json' };

export const fr = { ...chat, ...columns, ...errors, ...notes, ...texts, ...words };
