import chat from '../locales/zh/chat.json' with { type: 'json' };
import columns from '../locales/zh/columns.json' with { type: 'json' };
import errors from '../locales/zh/errors.json' with { type: 'json' };
import notes from '../locales/zh/notes.json' with { type: 'json' };
import texts from '../locales/zh/texts.json' with { type: 'json' };
import words from '../locales/zh/words.json' with { type: 'json' };

export const zh = { ...chat, ...columns, ...errors, ...notes, ...texts, ...words };
