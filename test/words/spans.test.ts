import { expect, test } from 'vitest';
import { messagesFor } from '../../src/words/messages.ts';
import { spanText } from '../../src/words/spans.ts';

test.each([
  [400, '1 second'],
  [59_999, '59 seconds'],
  [60_000, '1 minute'],
  [119 * 60_000, '119 minutes'],
  [120 * 60_000, '2 hours'],
  [47 * 3_600_000, '47 hours'],
  [48 * 3_600_000, '2 days'],
])('a span of %d ms is %s', (ms, text) => {
  expect(spanText(ms, messagesFor('en'))).toBe(text);
});
