import { expect, test } from 'vitest';
import { readCaption } from '../../src/chat/flow/import-caption.ts';

test.each([
  ['', {}],
  ['here is the file', {}],
  ['customer:"Nova Foods" week:2026-11-15', { customer: 'Nova Foods', week: '2026-11-15' }],
  ['the queues, week: 2026-11-15, Customer: nova.com', { customer: 'nova.com', week: '2026-11-15' }],
  ['customer:“Nova Foods Ltda”', { customer: 'Nova Foods Ltda' }],
  ['customer：Nova week：2026-11-15', { customer: 'Nova', week: '2026-11-15' }],
  ['customer:"--whole" week:2026-02-30', { customer: '--whole' }],
  ['mycustomer:Nova week:15.11.2026', {}],
  ['customer:"" week:', {}],
])('the words %j beside a file say %j', (said, caption) => expect(readCaption(said)).toEqual(caption));
