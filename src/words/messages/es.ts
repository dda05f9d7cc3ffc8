import chat from '../locales/es/chat.json' with { type: 'json' };
import columns from '../locales/es/columns.json' with { type: 'json' };
import errors from '../locales/es/errors.json' with { type: 'json' };
import notes from '../locales/es/notes.json' with { type: 'json' };
import texts from '../locales/es/texts.json' with { type: 'json' };
import words from '../locales/es/words.json' with { type: 'json' };

export const es = { ...chat, ...columns, ...errors, ...notes, ...texts, ...words };
