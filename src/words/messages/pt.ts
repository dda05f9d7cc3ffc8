import chat from '../locales/pt/chat.json' with { type: 'json' };
import columns from '../locales/pt/columns.json' with { type: 'json' };
import errors from '../locales/pt/errors.json' with { type: 'json' };
import notes from '../locales/pt/notes.json' with { type: 'json' };
import texts from '../locales/pt/texts.json' with { type: 'json' };
import words from '../locales/pt/words.json' with { type: 'json' };

export const pt = { ...chat, ...columns, ...errors, ...notes, ...texts, ...words };
