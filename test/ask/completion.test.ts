import { describe, expect, it } from 'vitest';
import { completionsFor } from '../../src/ask/complete.ts';
import { textOf, vocabulary } from './vocabulary.ts';

const known: Record<string, string[]> = {
  tag: ['gold', 'on hold'],
  customer: ['Nova Foods', 'Nova Tech'],
  owner: ['a@x.example'],
};
const complete = (text: string) =>
  completionsFor(text, vocabulary, (key, prefix) =>
    (known[key] ?? []).filter((each) => each.toLowerCase().startsWith(prefix.toLowerCase())),
  );

describe('completion at the prompt', () => {
  it.each([
    ['', 'overview', 'expiring', 'whoami'],
    ['exp', 'expiring', 'expired'],
    ['/exp', '/expiring', '/expired'],
    ['venc', 'expiring', 'expired'],
    ['expiring th', 'this-week', 'this-month'],
    ['expiring cou', 'country:'],
    ['expiring -cou', '-country:'],
    ['expiring to', 'today', 'top:', 'total:'],
    ['expiring country:bra', 'country:BR'],
    ['expiring country:BR,mex', 'country:BR,MX'],
    ['expiring cluster:', 'cluster:act-now', 'cluster:unknown', 'cluster:none'],
    ['expiring tag:o', 'tag:"on hold"'],
    ['expiring tag:"on h', 'tag:"on hold"'],
    ['expiring owner:', 'owner:a@x.example', 'owner:me', 'owner:none'],
    ['expiring sort:-t', 'sort:type', 'sort:-total'],
    ['expiring by:mo', 'by:month'],
    ['expiring lang:', 'lang:pt'],
    ['cluster act', 'act-now'],
    ['cluster act-now m', 'm365'],
    ['customer nov', '"Nova Foods"', '"Nova Tech"'],
    ['customer "nova f', '"Nova Foods"'],
    ['help lo', 'low-assignment'],
    ['por vencer pa', 'country:'],
    ['expiring -paí', '-country:'],
  ])('after %j offers %s', (text, ...offered) => {
    const { texts } = complete(text);
    expect(texts).toEqual(expect.arrayContaining(offered));
  });

  it('offers only what can be read', () => {
    for (const front of ['expiring ', 'expiring -', 'cluster ', 'customers sort:', 'expiring by:', 'expiring area:']) {
      const { piece, texts } = complete(front);
      expect(texts.length).toBeGreaterThan(0);
      for (const each of texts) {
        const text = front.slice(0, front.length - piece.length) + each;
        if (!each.endsWith(':')) expect(() => textOf(text)).not.toThrow();
      }
    }
  });

  it('offers nothing behind what is no command', () => {
    expect(complete('nova ').texts).toEqual([]);
  });
});
