import { expect, test } from 'vitest';
import { seal, unseal } from '../../src/base/sealing.ts';

const key = Buffer.alloc(32, 1);

test('what is sealed opens again, and never looks the same', () => {
  const text = 'xoxb-token é 中';
  const [one, two] = [seal(key, 'T0001', text), seal(key, 'T0001', text)];
  expect(one).not.toBe(two);
  expect([unseal(key, 'T0001', one), unseal(key, 'T0001', two)]).toEqual([text, text]);
  expect(unseal(key, 'T0001', seal(key, 'T0001', ''))).toBe('');
});

test('it does not open for another name or key', () => {
  const sealed = seal(key, 'T0001', 'token');
  expect(() => unseal(key, 'T0002', sealed)).toThrow(/T0002 cannot be unsealed: SECRETS_KEY/);
  expect(() => unseal(Buffer.alloc(32, 2), 'T0001', sealed)).toThrow(/SECRETS_KEY/);
});

test('no byte of it can be changed, and nothing cut off', () => {
  const bytes = Buffer.from(seal(key, 'T0001', 'token'), 'base64');
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => unseal(key, 'T0001', changed.toString('base64'))).toThrow(/SECRETS_KEY/);
    expect(() => unseal(key, 'T0001', bytes.subarray(0, at).toString('base64'))).toThrow(/SECRETS_KEY/);
  }
});
