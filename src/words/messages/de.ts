import chat from '../locales/de/chat.json' with { type: 'json' };
import columns from '../locales/de/columns.json' with { type: 'json' };
import errors from '../locales/de/errors.json' with { type: 'json' };
import notes from '../locales/de/notes.json' with { type: 'json' };
import texts from '../locales/de/texts.json' with { type: 'json' };
import words from '../locales/de/words.json' with { type: 'json' };

export const de = { ...chat, ...columns, ...errors, ...notes, ...texts, ...words };
