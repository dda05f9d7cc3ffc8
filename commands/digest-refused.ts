import type { UserError } from '../src/base/errors.ts';
import { isMessageKey } from '../src/words/messages.ts';
import type { Asked } from './asked.ts';
import { wrong } from './digest-said.ts';
import type { DigestKind, NotAllowed } from './digest-services.ts';

interface Refused {
  readonly kind: DigestKind;
  readonly channel: string;
}

/** Why a digest may not go to a channel, with what an editor does about it and the question that begins it. */
export async function refusal(asked: Asked, not: NotAllowed, { kind, channel }: Refused): Promise<UserError> {
  const { say } = asked;
  const key = `digest.${not.why}`;
  const values = { channel, name: kind.name, questions: kind.commands.join(','), command: '', ...not.values };
  const next = {
    'not-allowed-owner': undefined,
    'not-allowed-role': undefined,
    'not-allowed-shared': undefined,
    'not-allowed-unseen': undefined,
    'not-allowed-no-audience': 'audience',
    'not-allowed-audience': 'audience',
    'not-allowed-filters': 'audience',
  }[not.why];
  return wrong(isMessageKey(key) ? say(key, values) : not.why, next);
}
