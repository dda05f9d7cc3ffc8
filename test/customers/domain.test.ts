import { expect, test } from 'vitest';
import { registrableDomain } from '../../src/customers/domain.ts';

test.each([
  // As people write it.
  ['nova.com.br', 'nova.com.br'],
  [' WWW.Nova.COM.br ', 'nova.com.br'],
  ['https://shop.nova.com.br:8443/de?x=1#top', 'nova.com.br'],
  ['//nova.com', 'nova.com'],
  ['nova.com.', 'nova.com'],
  ['ana.lima@mail.nova.com.br', 'nova.com.br'],
  ['mailto:ana@nova.com.br', 'nova.com.br'],
  ['@nova.com', 'nova.com'],
  ['ｎｏｖａ.ｃｏｍ', 'nova.com'],
  ['nova.com。', 'nova.com'],
  // Public suffixes, of states and of hosters.
  ['a.nova.co.uk', 'nova.co.uk'],
  ['prefeitura.sp.gov.br', 'prefeitura.sp.gov.br'],
  ['www.saude.prefeitura.sp.gov.br', 'prefeitura.sp.gov.br'],
  ['shop.nova.github.io', 'nova.github.io'],
  ['nova.blogspot.com', 'nova.blogspot.com'],
  ['com.br', null],
  ['github.io', null],
  // Names in other letters are one domain in either writing.
  ['münchen.de', 'münchen.de'],
  ['xn--mnchen-3ya.de', 'münchen.de'],
  ['WWW.MÜNCHEN.DE', 'münchen.de'],
  ['www.食狮.公司.cn', '食狮.公司.cn'],
  // Mail services.
  ['gmail.com', null],
  ['nova.foods@gmail.com', null],
  ['yahoo.co.jp', null],
  ['hotmail.it', null],
  ['mail.yahoo.com.br', null],
  ['t-online.de', null],
  ['163.com', null],
  ['gmail-nova.com', 'gmail-nova.com'],
  ['yahoo.nova.com', 'nova.com'],
  // Hosts that companies share.
  ['novafoods.onmicrosoft.com', null],
  ['novafoods.mail.onmicrosoft.com', null],
  ['novafoods.partner.onmschina.cn', null],
  ['novafoods.sharepoint.com', null],
  ['novafoods.webex.com', null],
  ['https://www.facebook.com/novafoods', null],
  ['linkedin.com/company/novafoods', null],
  ['notonmicrosoft.com', 'notonmicrosoft.com'],
  // No domain at all.
  ['', null],
  ['-', null],
  ['Nova Foods', null],
  ['nova', null],
  ['localhost', null],
  ['nova.local', null],
  ['nova.invalidending', null],
  ['192.168.0.1', null],
  ['http://[::1]/', null],
  ['nova..com', null],
  ['ana@', null],
  ['nova.com; nova.de', null],
  ['ana@nova.com;bia@nova.de', null],
  [`${'a'.repeat(300)}.com`, null],
])('%j is of %j', (text, domain) => {
  expect(registrableDomain(text)).toBe(domain);
});
