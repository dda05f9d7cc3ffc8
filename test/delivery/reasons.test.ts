import { expect, test } from 'vitest';
import { reasons, toldReasons } from '../../src/delivery/reasons.ts';
import { messagesFor } from '../../src/words/messages.ts';

test.each(Object.entries(reasons))('%s is said with its values alone', (reason, values) => {
  const all = Object.fromEntries(values.map((name) => [name, `«${name}»`]));
  const text = messagesFor('en')(`why.${reason as keyof typeof reasons}`, all);
  expect(text.length).toBeGreaterThan(10);
  // A value that no reason gives would be missing from the text.
  expect(text).not.toContain('{');
});

test('owners are told of what needs them, and not of what passes by itself', () => {
  expect(toldReasons).toContain('refused-not-in-channel');
  expect(toldReasons).toContain('data-late');
  for (const quiet of ['refused-too-many', 'quiet', 'missed-older', 'late-data', 'paused'] as const) {
    expect(toldReasons).not.toContain(quiet);
  }
});
