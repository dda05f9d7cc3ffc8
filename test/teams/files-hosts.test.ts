import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { isFileAddress } from '../../src/chat/teams/file-hosts.ts';
import { upload } from '../../src/chat/teams/upload.ts';

const REAL = 'https://graph.microsoft.com/';
test.each([
  'https://contoso-my.sharepoint.com/personal/a/_api/v2.0/x?tempauth=1',
  'https://contoso.sharepoint.com/x',
  'https://contoso.sharepoint.us/x',
  'https://contoso.sharepoint-mil.us/x',
  'https://contoso-my.sharepoint.cn/x',
])('files are put there and fetched from there: %s', (url) => {
  expect(isFileAddress(url, REAL)).toBe(true);
});

test.each([
  'http://contoso.sharepoint.com/x',
  'https://contoso.sharepoint.com:8443/x',
  'https://a:b@contoso.sharepoint.com/x',
  'https://contoso.sharepoint.com@evil.example/x',
  'https://sharepoint.com/x',
  'https://evil-sharepoint.com/x',
  'https://contoso.sharepoint.com.evil.example/x',
  'https://contoso.sharepoint.com./x',
  'https://evil.example/contoso.sharepoint.com',
  'https://evil.example/?contoso.sharepoint.com',
  'https://evil.example#.sharepoint.com',
  'https://evil.example\\.sharepoint.com/x',
  'https://graph.microsoft.com/x',
  'https://127.0.0.1/x',
  'https://[::1]/x',
  'http://169.254.169.254/latest/meta-data',
  'https://10.0.0.1/x',
  'file:///etc/passwd',
  'data:text/csv,x',
  'ftp://contoso.sharepoint.com/x',
  '//contoso.sharepoint.com/x',
  '',
])('nothing is put there or fetched from there: %s', async (url) => {
  expect(isFileAddress(url, REAL)).toBe(false);
  expect(
    await upload({ clock: systemClock, graphUrl: REAL, url, content: Buffer.from('x'), resumed: false }),
  ).toMatchObject({
    at: 'failed',
    why: 'foreign',
  });
});
