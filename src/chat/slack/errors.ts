import type { Refusal } from '../port.ts';

/** What Slack says no with, by what is to be done about it. Whatever is not here is 'other'. */
const table: Readonly<Record<Exclude<Refusal, 'other' | 'unreachable'>, readonly string[]>> = {
  'not-in-channel': [
    'not_in_channel',
    'user_not_in_channel',
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'restricted_action_non_threadable_channel',
    'restricted_action_thread_locked',
    'posting_to_general_channel_denied',
    'action_prohibited',
    'cannot_reply_to_message',
    'no_permission',
    'access_denied',
    'method_not_supported_for_channel_type',
    'messages_tab_disabled',
    'cannot_dm_bot',
  ],
  'channel-gone': [
    'channel_not_found',
    'channel_is_archived',
    'is_archived',
    'thread_not_found',
    'user_not_found',
    'users_not_found',
    'user_disabled',
    'user_not_visible',
    'external_channel_migrating',
  ],
  'account-off': [
    'account_inactive',
    'team_access_not_granted',
    'enterprise_is_restricted',
    'team_not_found',
    'org_login_required',
  ],
  'token-off': [
    'not_installed',
    'token_revoked',
    'token_expired',
    'invalid_auth',
    'not_authed',
    'invalid_token',
    'no_service',
    'no_active_hooks',
    'access_token_expired',
  ],
  'missing-scope': ['missing_scope', 'not_allowed_token_type', 'no_scope', 'invalid_scope', 'ekm_access_denied'],
  'too-many': ['ratelimited', 'rate_limited', 'message_limit_exceeded', 'too_many_posts'],
  'bad-format': [
    'invalid_blocks',
    'invalid_blocks_format',
    'msg_blocks_too_long',
    'msg_too_long',
    'no_text',
    'invalid_payload',
    'invalid_arguments',
    'invalid_json',
    'invalid_metadata_format',
    'invalid_metadata_schema',
    'metadata_too_large',
    'metadata_must_be_sent_from_app',
    'view_too_large',
    'invalid_view',
    'block_mismatch',
    'markdown_text_conflict',
  ],
  expired: [
    'expired_url',
    'used_url',
    'message_not_found',
    'cant_update_message',
    'edit_window_closed',
    'expired_trigger_id',
    'exchanged_trigger_id',
    'trigger_expired',
    'trigger_exchanged',
    'invalid_trigger_id',
    'invalid_trigger',
    'http_404',
    'http_410',
    'view_not_found',
    'not_found',
    'hash_conflict',
  ],
  'too-large': [
    'file_too_large',
    'file_upload_size_restricted',
    'post_contents_too_large',
    'http_413',
    'over_file_size_limit',
    'storage_limit_reached',
  ],
};

const byCode = new Map(
  Object.entries(table).flatMap(([refusal, codes]) => codes.map((code) => [code, refusal as Refusal] as const)),
);

/** What a code of Slack's means for whoever sent something. */
export function refusalOf(code: string): Refusal {
  return byCode.get(code) ?? 'other';
}

/** Slack failed half way: by its own account, what was asked may be done. */
const halfDone = new Set(['internal_error', 'fatal_error', 'rollup_error', 'service_unavailable']);

export function isHalfDone(code: string): boolean {
  return halfDone.has(code);
}

/** How a message looks is at fault, so that the same in plain text may be taken. */
const looks = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'invalid_payload',
  'invalid_arguments',
]);

export function isAboutLooks(code: string): boolean {
  return looks.has(code);
}
