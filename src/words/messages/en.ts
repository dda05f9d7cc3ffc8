import chat from '../locales/en/chat.json' with { type: 'json' };
import columns from '../locales/en/columns.json' with { type: 'json' };
import errors from '../locales/en/errors.json' with { type: 'json' };
import notes from '../locales/en/notes.json' with { type: 'json' };
import texts from '../locales/en/texts.json' with { type: 'json' };
import words from '../locales/en/words.json' with { type: 'json' };

export const en = { ...chat, ...columns, ...errors, ...notes, ...texts, ...words };
