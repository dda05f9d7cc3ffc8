import { describe, expect, it } from 'vitest';
import { normaliseText } from '../../src/ask/normalise.ts';
import { textOf } from './vocabulary.ts';

describe('what chat platforms and keyboards do to a question', () => {
  it.each([
    ['a slash', '/expiring 90d'],
    ['a slash and our name', '/pulse expiring 90d'],
    ['our name', 'pulse expiring 90d'],
    ['a mention by name', '@Pulse expiring 90d'],
    ['a mention by Slack id', '<@U0123ABCD> expiring 90d'],
    ['a mention with its name', '<@U0123ABCD|pulse>, expiring 90d'],
    ['a mention by Teams', '<at>Partner Pulse</at> expiring 90d'],
    ['capitals', 'EXPIRING 90D'],
    ['a question mark', 'expiring 90d?'],
    ['a full-width question mark', 'expiring 90d？'],
    ['blanks and lines around', '  \n\texpiring   90d \r\n'],
    ['no-break blanks', 'expiring\u00a090d\u202f'],
    ['ideographic blanks and full-width letters', 'ｅｘｐｉｒｉｎｇ\u3000９０ｄ'],
    ['zero-width characters', 'exp\u200biring\ufeff 90\u2060d'],
    ['soft hyphens and direction marks', '\u200eexpi\u00adring 90d\u200f'],
    ['control characters', 'expiring\u000090d'],
  ])('takes off %s', (_, text) => {
    expect(textOf(text)).toBe('expiring 90d');
  });

  it.each([
    ['expiring “Nova Foods”', 'expiring customer:"Nova Foods"'],
    ['expiring «Nova Foods»', 'expiring customer:"Nova Foods"'],
    ['expiring „Nova Foods“', 'expiring customer:"Nova Foods"'],
    ['expiring 「北京」', 'expiring customer:北京'],
    ["expiring 'Nova Foods'", 'expiring customer:"Nova Foods"'],
    ['expiring ‘Nova Foods’', 'expiring customer:"Nova Foods"'],
    ['expiring Wendy’s', 'expiring customer:"Wendy\'s"'],
    ['expiring customer:"Nova ""N"" Foods"', 'expiring customer:"Nova ""N"" Foods"'],
    ['expiring country：巴西', 'expiring country:BR'],
    ['expiring country:BR，MX', 'expiring country:BR,MX'],
    ['expiring country:BR、MX', 'expiring country:BR,MX'],
    ['expiring −tag:lost', 'expiring -tag:lost'],
    ['expiring —tag:lost', 'expiring -tag:lost'],
    ['expiring total：＞１００', 'expiring total:>100'],
    ['expiring total:&gt;100', 'expiring total:>100'],
    ['expiring total:&amp;gt;100', 'expiring total:>100'],
    ['expiring customer:"A &amp; B"', 'expiring customer:"A & B"'],
    ['expiring domain:<http://novafoods.com|novafoods.com>', 'expiring domain:novafoods.com'],
    ['expiring domain:<https://novafoods.com/>', 'expiring domain:novafoods.com'],
    ['expiring owner:<mailto:a@b.example|a@b.example>', 'expiring owner:a@b.example'],
    ['expiring tag:"on hold', 'expiring tag:"on hold"'],
    ['expiring act-now, evaluate', 'expiring cluster:act-now,evaluate'],
    ['expiring 2026-12-01–2027-01-31', 'expiring 2026-12-01..2027-01-31'],
    ['expiring 2026-12-01…2027-01-31', 'expiring 2026-12-01..2027-01-31'],
  ])('reads %s', (text, ours) => {
    expect(textOf(text)).toBe(ours);
  });

  it('leaves no link, mention of others or invisible sign in what it reads', () => {
    expect(normaliseText('x <@U1> <!channel> <#C1|deals> <https://e.example|e>')).toBe('x deals e');
    expect(normaliseText('a\u202eb')).toBe('ab');
    expect(normaliseText('\ud800x')).toBe('\ufffdx');
  });
});
