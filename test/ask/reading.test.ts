import { describe, expect, it } from 'vitest';
import { readQuestion } from '../../src/ask/parse.ts';
import { questionText } from '../../src/ask/print.ts';
import { textOf, vocabulary } from './vocabulary.ts';

function misread(text: string) {
  const read = readQuestion(text, vocabulary);
  if ('question' in read) throw new Error(`${text} was read as ${questionText(read.question, vocabulary)}`);
  return read;
}

function understood(text: string) {
  const read = readQuestion(text, vocabulary);
  if ('error' in read) throw new Error(`${text}: ${read.error.key}`);
  return read;
}

describe('reading a question', () => {
  it.each([
    ['expiring 90d', 'expiring 90d'],
    ['expiring', 'expiring'],
    ['expiring act-now', 'expiring cluster:act-now'],
    ['expiring act-now evaluate', 'expiring cluster:act-now,evaluate'],
    ['expiring trial', 'expiring type:trial'],
    ['expiring suspended', 'expiring status:suspended'],
    ['customers trial', 'customers trial'],
    ['customers status:trial', 'customers trial'],
    ['customers -trial', 'customers -status:trial'],
    ['cluster act-now m365', 'cluster act-now m365'],
    ['cluster cluster:act-now area:m365', 'cluster act-now m365'],
    ['cluster business central', 'cluster d365-bc'],
    ['overview calling', 'overview calling'],
    ['licences', 'licenses'],
    ['low assignment', 'low-assignment'],
    ['Low_Assignment', 'low-assignment'],
    ['expiring BR', 'expiring country:BR'],
    ['expiring united states of america', 'expiring country:US'],
    ['expiring brazil mexico', 'expiring country:BR,MX'],
    ['expiring mine', 'expiring owner:me'],
    ['expiring -mine', 'expiring -owner:me'],
    ['expiring webex', 'expiring vendor:webex'],
    ['expiring 45', 'expiring 45d'],
    ['expiring 2027', 'expiring 2027-01-01..2027-12-31'],
    ['expiring week:2026-11-18', 'expiring 2026-11-15..2026-11-21'],
    ['expiring 2026-12-01 to 2027-01-31', 'expiring 2026-12-01..2027-01-31'],
    ['expiring in 90 days for BR by owner', 'expiring 90d country:BR by:owner'],
    ['expiring customers in Brazil', 'expiring country:BR'],
    ['expiring dez 2026', 'expiring 2026-12-01..2026-12-31'],
    ['cohort Azure Migrate', 'cohort "Azure Migrate"'],
    ['cohort "Copilot Upsell" act-now', 'cohort "Copilot Upsell" cluster:act-now'],
    ['help low assignment', 'help low-assignment'],
  ])('takes bare words: %s', (text, ours) => {
    expect(textOf(text)).toBe(ours);
  });

  it('takes a word for an area wherever it could be a family of products too', () => {
    expect(textOf('expiring m365')).toBe('expiring area:m365');
    expect(textOf('expiring m365 act-now')).toBe('expiring cluster:act-now area:m365');
    expect(textOf('expiring m365 -cluster:educate')).toBe('expiring -cluster:educate area:m365');
  });

  it.each([
    ['expiring country:BR,mexico', 'country:BR,MX'],
    ['expiring country: BR', 'country:BR'],
    ['expiring tag:"on hold",vip', 'tag:"on hold",vip'],
    ['expiring tag:Gold,gold', 'tag:Gold'],
    ['expiring tag:none', 'tag:none'],
    ['expiring tag:"none"', 'tag:"none"'],
    ['expiring -tag:lost', '-tag:lost'],
    ['expiring –tag:lost', '-tag:lost'],
    ['expiring owner:ME', 'owner:me'],
    ['expiring auto-renew:yes', 'auto-renew:yes'],
    ['expiring auto_renew:non', 'auto-renew:no'],
    ['expiring managed by:partner organization', 'customer:organization managed:partner'],
    ['expiring has:"enterprise agreement"', 'has:ea'],
    ['expiring domain:https://www.novafoods.com/contact', 'domain:"www.novafoods.com"'],
    ['expiring size:25-300', 'size:25..300'],
    ['expiring size:25..300', 'size:25..300'],
    ['expiring size:>=1,000', 'size:>=1000'],
    ['expiring size:1.000', 'size:1000'],
    ['expiring total>100', 'total:>100'],
    ['expiring total > 100', 'total:>100'],
    ['expiring total:≥10k', 'total:>=10000'],
    ['expiring total:100+', 'total:>=100'],
    ['expiring total:5,1,000', 'total:1000,5'],
    ['expiring days left:-5..5', 'days_left:-5..5'],
    ['expiring end_date:2026-12', 'end_date:2026-12-01..2026-12-31'],
    ['expiring end_date>2026-12', 'end_date:>2026-12-31'],
    ['expiring -successor:none', '-successor:none'],
    ['expiring sort:-total,customer', 'sort:-total,customer'],
    ['expiring by:owner sort:-customers', 'by:owner sort:-customers'],
    ['expiring top 1,000', 'top:1000'],
    ['expiring page:2', 'page:2'],
    ['expiring as of 2026-10-31', 'as-of:2026-10-31'],
    ['expiring lang:pt-BR csv', 'lang:pt csv'],
    ['expiring tag:a tag:a', 'tag:a'],
    ['expiring tag:a tag:b', 'tag:a tag:b'],
  ])('takes filters and settings: %s', (text, ours) => {
    const words = ours.replace('"www.novafoods.com"', 'www.novafoods.com');
    expect(textOf(text)).toBe(`expiring ${words}`);
  });

  it.each([
    ['low-assignment assigned_rate:>20%', 'low-assignment assigned_rate:>20%'],
    ['low-assignment assigned_rate:>0.2', 'low-assignment assigned_rate:>20%'],
    ['low-assignment assigned rate:12,5..60 %', 'low-assignment assigned_rate:12.5%..60%'],
    ['overage assigned_change:<-12.5%', 'overage assigned_change:<-12.5%'],
  ])('takes rates as people write them: %s', (text, ours) => {
    expect(textOf(text)).toBe(ours);
  });

  it.each([
    ['tag "Nova Foods" gold', 'tag "Nova Foods" gold'],
    ['tag Nova Foods gold', 'tag "Nova Foods" gold'],
    ['tag Nova "gold star"', 'tag "Nova" "gold star"'],
    ['tag gold customer:"Nova"', 'tag "Nova" gold'],
    ['untag "Nova Foods" tag:gold', 'untag "Nova Foods" gold'],
    ['assign "Nova Foods" rep@x.example,a@x.example', 'assign "Nova Foods" a@x.example,rep@x.example'],
    ['assign "Nova Foods" to rep@x.example', 'assign "Nova Foods" rep@x.example'],
    ['assign Nova Foods none', 'assign "Nova Foods" none'],
    ['assign "Nova" owner:me', 'assign "Nova" me'],
    ['customer Brazil Foods', 'customer "Brazil Foods"'],
    ['links nova', 'links "nova"'],
  ])('takes names: %s', (text, ours) => {
    expect(textOf(text)).toBe(ours);
  });

  it('tells how it read a word that could be a name, and what means the name', () => {
    expect(understood('expiring trial').readAs).toEqual([
      { word: 'trial', as: 'type:trial', instead: 'customer:"trial"' },
    ]);
    expect(understood('expiring m365').readAs).toEqual([{ word: 'm365', as: 'area:m365', instead: 'family:m365' }]);
    expect(understood('expiring 54').readAs).toEqual([{ word: '54', as: '54d', instead: 'customer:"54"' }]);
  });

  it('takes words that say nothing known for one name and says what else to answer', () => {
    const { question, customerWords } = understood('expiring Nova 90d Fods');
    expect(question.filters).toEqual([
      { key: 'customer', negated: false, values: ['Nova Fods'], none: false, ranges: [] },
    ]);
    expect(customerWords).toMatchObject({ text: 'Nova Fods', position: 9 });
    expect(customerWords?.orElse().error).toMatchObject({ key: 'error.not-understood', values: { word: 'Nova Fods' } });
    expect(understood('expiring "Nova Foods"').customerWords).toBeNull();
  });

  it.each([
    ['expiring act-nwo', 'expiring cluster:act-now'],
    ['expiring brazli', 'expiring country:BR'],
    ['expirng 90d', 'expiring 90d'],
    ['expirng 90d cuontry:Brasl', null],
    ['act-now m365', 'cluster act-now m365'],
    ['90d', 'expiring 90d'],
    ['nova foods', null],
  ])('offers the nearest question when there is no such customer: %s', (text, suggestion) => {
    const read = readQuestion(text, vocabulary);
    const otherwise = 'question' in read ? read.customerWords?.orElse() : read;
    expect(otherwise?.suggestion).toBe(suggestion ?? otherwise?.suggestion);
    if (text === 'nova foods') expect(otherwise?.suggestion).toBeNull();
  });

  it.each([
    ['expiring country:Brasl', 'error.unknown-value', 'expiring country:BR'],
    ['expiring cluster:act-nwo', 'error.unknown-value', 'expiring cluster:act-now'],
    ['expiring type:gold', 'error.unknown-value', null],
    ['expiring cuontry:BR', 'error.unknown-filter', 'expiring country:BR'],
    ['expiring cuontry:Brasl', 'error.unknown-filter', 'expiring country:BR'],
    ['expiring total:many', 'error.bad-number', null],
    ['expiring total:>20%', 'error.bad-number', null],
    ['expiring size:300-25', 'error.bad-number', null],
    ['expiring top:0', 'error.bad-number', null],
    ['low-assignment assigned_rate:<20', 'error.bad-number', 'low-assignment assigned_rate:<20%'],
    ['expiring sort:totl', 'error.cannot-sort', 'expiring sort:total'],
    ['expiring by:size2', 'error.cannot-group', 'expiring by:size'],
    ['expiring by:potential', 'error.cannot-group', null],
    ['expiring as-of:31/10/2026', 'error.bad-date', 'expiring as-of:2026-10-31'],
    ['expiring as-of:03/04/2026', 'error.bad-date', null],
    ['expiring as-of:2026-02-30', 'error.bad-date', null],
    ['expiring as-of:last-month', 'error.bad-date', null],
    ['expiring 0d', 'error.bad-period', null],
    ['expiring 4000d', 'error.bad-period', null],
    ['expiring last 90 days', 'error.bad-period', 'expired 90d'],
    ['new next 90 days', 'error.bad-period', null],
    ['expiring 2026-13', 'error.bad-period', null],
    ['expiring 2027-01-31..2026-12-01', 'error.bad-period', null],
    ['expiring 30..60d', 'error.bad-period', null],
    ['expiring not trial', 'error.not-understood', 'expiring -type:trial'],
    ['expiring without "Nova"', 'error.not-understood', 'expiring -customer:Nova'],
    ['expiring before 2026-12-31', 'error.not-understood', null],
    ['expiring: 90d', 'error.no-command', 'expiring 90d'],
    ['expiring 90d today', 'error.twice', null],
    ['expiring sort:total sort:customer', 'error.twice', null],
    ['expiring opportunity:hot', 'error.source-not-built', null],
    ['expiring -likelihood:high', 'error.source-not-built', null],
    ['expiring country:', 'error.no-value', null],
    ['expiring country: tag:gold', 'error.no-value', null],
    ['overview sort:status', 'error.not-here', null],
    ['licenses total:>5', 'error.not-here', null],
    ['data country:BR', 'error.not-here', null],
    ['expiring successor:x', 'error.unknown-value', null],
    ['help expirng', 'error.no-command', 'help expiring'],
    ['untag Nova', 'error.needs-tag', null],
    ['customer', 'error.needs-customer', null],
    ['assign Nova', 'error.needs-people', null],
    ['assign Nova owner:Bob', 'error.needs-people', null],
    ['90d expiring', 'error.no-command', 'expiring 90d'],
    ['country:BR expiring by:owner', 'error.no-command', 'expiring country:BR by:owner'],
    ['country:BR tag:gold', 'error.no-command', 'customers country:BR tag:gold'],
    ['', 'error.no-question', null],
    ['/pulse', 'error.no-question', null],
    [`expiring ${'x'.repeat(2_000)}`, 'error.too-long', null],
  ])('refuses %s', (text, key, suggestion) => {
    const { error, suggestion: offered } = misread(text);
    expect(error.key).toBe(key);
    expect(offered).toBe(suggestion);
  });

  it('names what comes later instead of calling it unknown', () => {
    const { customerWords } = understood('adoption');
    expect(customerWords?.orElse().error).toEqual({ key: 'error.source-not-built', values: { key: 'adoption' } });
  });
});
