import { expect, test } from 'vitest';
import { accountKey, comparableId } from '../../src/customers/source-keys.ts';

const uuid = '3f2b8c1e-5a47-4d0b-9c36-0b1f6a7d2e54';
const spark = (path: string) => Buffer.from(`ciscospark://us/${path}`).toString('base64');

test.each([
  ['a UUID', uuid, uuid],
  ['a UUID in capitals', ` ${uuid.toUpperCase()} `, uuid],
  ['a UUID in braces', `{${uuid.toUpperCase()}}`, uuid],
  ['a UUID without dashes', uuid.replaceAll('-', ''), uuid],
  ['thirty-two digits of a number', '1'.repeat(32), '1'.repeat(32)],
  ["the REST API's form", spark(`ORGANIZATION/${uuid}`), uuid],
  ["the REST API's form without padding", spark(`ORGANIZATION/${uuid}`).replace(/=+$/, ''), uuid],
  ["the REST API's form, not encoded", `ciscospark://us/ORGANIZATION/${uuid}`, uuid],
  [
    "the REST API's form of something without UUID",
    spark('ORGANIZATION/nova-foods-and-more'),
    spark('ORGANIZATION/nova-foods-and-more'),
  ],
  ['a long id that is not encoded', 'A'.repeat(44), 'A'.repeat(44)],
  ['leading zeros', '0012345', '0012345'],
  ['a number', '12345', '12345'],
  ['letters, whose case may tell', 'Sub-ABC', 'Sub-ABC'],
])('an id: %s', (_, id, expected) => {
  expect(comparableId(id)).toBe(expected);
  expect(accountKey(id, 'Nova', 'nova.com', 'BR')).toBe(`id:${expected}`);
});

test.each([
  ['name and domain', 'Nova Foods Ltda', 'nova.com', 'BR', 'name:novafoods|nova.com'],
  ['another spelling of the name', 'NOVA-FOODS', 'nova.com', null, 'name:novafoods|nova.com'],
  ['name and country', 'Nova Foods', null, 'BR', 'name:novafoods||BR'],
  ['the name alone', 'Nova Foods', null, null, 'name:novafoods|'],
  ['a name of signs', ' ??? ', null, null, 'name:???|'],
])('without an id: %s', (_, name, domain, country, expected) => {
  expect(accountKey(null, name, domain, country)).toBe(expected);
});
