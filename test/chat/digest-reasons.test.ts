import { expect, test } from 'vitest';
import { reasons } from '../../src/delivery/reasons.ts';
import { languages } from '../../src/words/languages.ts';
import { isMessageKey, messagesFor } from '../../src/words/messages.ts';

test.each(Object.entries(reasons))('%s can be said in every language with its own values', (reason, values) => {
  const key = `why.${reason}`;
  if (!isMessageKey(key)) throw new Error(`there is no message ${key}`);
  const given = Object.fromEntries(values.map((name) => [name, `<${name}>`]));
  for (const language of languages) expect(messagesFor(language)(key, given)).not.toBe('');
});
