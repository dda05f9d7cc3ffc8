import { isMessageKey, type Say } from '../src/words/messages.ts';

/** What people call a source of records (webex, cloudascent, crm); a source without a name is its code. */
export function sourceName(say: Say, source: string): string {
  const key = `source.${source}`;
  return isMessageKey(key) ? say(key) : source;
}
