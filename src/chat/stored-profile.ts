import { z } from 'zod/v4';
import { languages } from '../words/languages.ts';
import type { Profile } from './port.ts';

const profile = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  signIn: z.string().optional(),
  language: z.enum(languages),
  timeZone: z.string(),
  standing: z.enum(['member', 'guest', 'stranger', 'deactivated', 'bot']),
});

/** A profile out of the database; undefined where another version wrote it in another shape. */
export function storedProfile(json: string): Profile | undefined {
  try {
    return profile.parse(JSON.parse(json));
  } catch {
    return undefined;
  }
}
