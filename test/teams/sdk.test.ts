import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { openTeamsInbound } from './inbound.ts';

const loaded = () => Object.keys(createRequire(import.meta.url).cache).filter((file) => /teams-ai|openai/.test(file));

test('with Teams its adapter is loaded, and what shows that it is not without Teams would see it', async () => {
  await openTeamsInbound();
  expect(loaded().some((file) => file.endsWith('teams-ai/lib/TeamsAdapter.js'))).toBe(true);
  // The front door of the package loads the clients and tokenizers of language models.
  expect(loaded().filter((file) => /openai/.test(file))).toEqual([]);
});
