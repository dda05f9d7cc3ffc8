import { z } from 'zod/v4';
import type { PushSettings } from '../calls/signature.ts';
import { wholeNumber } from './fields.ts';

/** The settings of the address that call records are pushed to, as .env.example explains them. */
export const callSettings = {
  CALL_RECORDS_SECRET: z
    .string()
    .min(16, 'the secret that the webhook is set up with, at least 16 letters, as openssl rand -hex 32 gives')
    .optional(),
  CALL_RECORDS_SIGNATURE_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,60}$/, 'the name of a header, such as X-Pulse-Signature')
    .default('X-Pulse-Signature'),
  CALL_RECORDS_SIGNATURE_ALGORITHM: z.enum(['sha256', 'sha1', 'sha512'], 'sha256, sha1 or sha512').default('sha256'),
  CALL_RECORDS_MAX_MB: wholeNumber(1, 50, 'a number of megabytes from 1 to 50').default(5),
};

const shape = z.object(callSettings);

/** Undefined without a secret: nothing is taken from outside then. */
export function callRecordsOf(values: z.infer<typeof shape>): PushSettings | undefined {
  if (values.CALL_RECORDS_SECRET === undefined) return undefined;
  return {
    secret: values.CALL_RECORDS_SECRET,
    header: values.CALL_RECORDS_SIGNATURE_HEADER.toLowerCase(),
    algorithm: values.CALL_RECORDS_SIGNATURE_ALGORITHM,
    maxBytes: values.CALL_RECORDS_MAX_MB * 1024 * 1024,
  };
}
