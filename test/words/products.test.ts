import { expect, test } from 'vitest';
import { familiesOf } from '../../src/words/products.ts';

test.each([
  ['Webex Calling', ['calling']],
  ['Webex Calling - Professional', ['calling']],
  ['Webex_Calling', ['calling']],
  ['Chamadas Webex', ['calling']],
  ['Webex Meetings', ['meetings']],
  ['Webex Meetings Suite', ['meetings']],
  ['Webex Webinars', ['meetings']],
  ['Reuniões', ['meetings']],
  ['会议', ['meetings']],
  ['Calling + Meetings', ['calling', 'meetings']],
  ['Webex Suite', ['calling', 'meetings', 'suite']],
  ['Suite Webex', ['calling', 'meetings', 'suite']],
  ['Call on Webex', ['call-on-webex']],
  ['Hybrid Services', ['hybrid']],
  ['Hybrid Calling', ['hybrid']],
  ['Webex Messaging', ['messaging']],
  ['Webex Contact Center', ['contact-center']],
  ['Real-time Translations', ['translations']],
  ['Traduções em tempo real', ['translations']],
  ['Webex Room Kit', ['devices']],
  ['Surface Pro', ['devices']],
  ['Microsoft 365 Business Premium', ['m365']],
  ['Microsoft 365 E5 Security', ['m365', 'security']],
  ['Microsoft Teams Phone Calling Plan', ['m365']],
  ['Enterprise Mobility + Security Suite', ['security']],
  ['Microsoft Defender for Business', ['security']],
  ['Dynamics 365 Business Central', ['d365']],
  ['Power BI Pro', ['power-platform']],
  ['Azure Plan', ['azure']],
  ['Webex Assistant', ['other']],
  ['', ['other']],
])('%j belongs to %j', (product, families) => {
  expect(familiesOf(product)).toEqual(families);
});
