import type { Refusal } from '../port.ts';

/** The bot was removed from there, or blocked, and nothing was heard from there since: nothing is asked of Teams. */
export const PAUSED = 'Paused';
/** Nothing was ever heard from there, nor from anywhere of its tenant: nobody knows where to send. */
export const UNKNOWN_PLACE = 'UnknownPlace';

/** What Teams says no with, by what is to be done about it. Whatever is not here is 'other'. */
const table: Readonly<Record<Exclude<Refusal, 'other' | 'unreachable' | 'too-many'>, readonly string[]>> = {
  'not-in-channel': [
    PAUSED,
    UNKNOWN_PLACE,
    'BotNotInConversationRoster',
    'ConversationBlockedByUser',
    'ForbiddenOperationException',
    'MessageWritesBlocked',
    'NotEnoughPermissions',
    'NotInstalled',
  ],
  'channel-gone': ['ConversationNotFound', 'ConversationDeleted', 'TeamNotFound', 'ThreadNotFound'],
  'account-off': ['MemberNotFoundInConversation', 'UserNotFound'],
  'token-off': [
    'http_401',
    'BotDisabledByAdmin',
    'BotNotRegistered',
    'login_invalid_client',
    'login_unauthorized_client',
    'login_invalid_request',
  ],
  'missing-scope': ['Forbidden', 'Authorization_RequestDenied', 'AccessDenied', 'InsufficientPrivileges'],
  'bad-format': ['BadArgument', 'BadRequest', 'BadSyntax', 'InvalidActivity', 'http_400', 'http_415', 'http_422'],
  expired: ['ActivityNotFoundInConversation', 'MessageNotFound', 'NotFound', 'http_404', 'http_410'],
  'too-large': ['MessageSizeTooBig', 'RequestEntityTooLarge', 'http_413'],
};

const byCode = new Map(
  Object.entries(table).flatMap(([refusal, codes]) => codes.map((code) => [code, refusal as Refusal] as const)),
);

/** What a code of Teams' means for whoever sent something. */
export function refusalOf(code: string): Refusal {
  // A sign-in that names its error by number: the secret, the app or the tenant.
  return byCode.get(code) ?? (code.startsWith('AADSTS') ? 'token-off' : 'other');
}

/**
 * What stays so until something is heard from a conversation: sending there again would be refused again. Not that an admin
 * blocked the app: when they let it in again, nothing is heard of it, and it would be silent for good.
 */
const pausing = new Set(['BotNotInConversationRoster', 'ConversationBlockedByUser', 'MessageWritesBlocked']);

export function isPausing(code: string): boolean {
  return pausing.has(code);
}

/** How a message looks is at fault, so that the same in plain text may be taken. */
export function isAboutLooks(code: string): boolean {
  const why = refusalOf(code);
  return why === 'bad-format' || why === 'too-large';
}
