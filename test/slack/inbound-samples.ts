/** What Slack sends, as its documentation shows it, with invented ids. */

export const command = {
  token: 'gone',
  team_id: 'T0001',
  team_domain: 'reseller',
  channel_id: 'C0001',
  channel_name: 'deals',
  user_id: 'U0001',
  user_name: 'maria',
  command: '/pulse',
  text: 'expiring 90d',
  api_app_id: 'A0001',
  is_enterprise_install: 'false',
  response_url: 'https://hooks.slack.com/commands/T0001/1/abc',
  trigger_id: '1.2.cmd',
};

export const press = {
  type: 'block_actions',
  user: { id: 'U0001', username: 'maria', name: 'maria', team_id: 'T0001' },
  api_app_id: 'A0001',
  container: { type: 'message', message_ts: '1700.1', channel_id: 'C0001', is_ephemeral: true, thread_ts: '1699.9' },
  trigger_id: '1.2.act',
  team: { id: 'T0001', domain: 'reseller' },
  enterprise: null,
  is_enterprise_install: false,
  channel: { id: 'C0001', name: 'deals' },
  response_url: 'https://hooks.slack.com/actions/T0001/2/def',
  actions: [
    { type: 'button', action_id: 'press:0', block_id: 'b', value: '{"do":"show","q":"expiring","of":"U0001"}' },
  ],
};

export const overflow = {
  ...press,
  trigger_id: '1.2.ovf',
  container: { type: 'message', message_ts: '1700.2', channel_id: 'D0001', is_ephemeral: false },
  channel: { id: 'D0001', name: 'directmessage' },
  message: { ts: '1700.2', text: 'x' },
  actions: [
    {
      type: 'overflow',
      action_id: 'press:more',
      selected_option: {
        text: { type: 'plain_text', text: 'Export' },
        value: '{"do":"csv","q":"expiring","of":"U0001"}',
      },
    },
  ],
};

export const homePress = {
  ...press,
  trigger_id: '1.2.home',
  container: { type: 'view', view_id: 'V0001' },
  channel: undefined,
  response_url: undefined,
  view: { id: 'V0001', type: 'home', callback_id: '', private_metadata: '' },
};

export const submission = {
  type: 'view_submission',
  team: { id: 'T0001', domain: 'reseller' },
  user: { id: 'U0001', username: 'maria', team_id: 'T0001' },
  api_app_id: 'A0001',
  trigger_id: '1.2.view',
  view: {
    id: 'V0002',
    team_id: 'T0001',
    app_installed_team_id: 'T0001',
    type: 'modal',
    callback_id: 'filter',
    private_metadata: '{"q":"expiring"}',
    hash: '1.h',
    state: {
      values: {
        b1: { 'search:owner': { type: 'multi_external_select', selected_options: [{ value: 'a' }, { value: 'b' }] } },
        b2: { 'field:cluster': { type: 'static_select', selected_option: { value: 'act-now' } } },
        b3: { 'field:tag': { type: 'static_select', selected_option: null } },
        b4: { 'field:words': { type: 'plain_text_input', value: 'nova & co' } },
        b5: { 'field:none': { type: 'plain_text_input', value: null } },
        plain: { anything: { type: 'plain_text_input', value: 'by block' } },
      },
    },
  },
  response_urls: [],
  is_enterprise_install: false,
};

export const suggestion = {
  type: 'block_suggestion',
  user: { id: 'U0001', team_id: 'T0001' },
  team: { id: 'T0001', domain: 'reseller' },
  container: { type: 'view', view_id: 'V0002' },
  action_id: 'search:customer',
  block_id: 'b1',
  value: 'nov',
  view: { id: 'V0002', type: 'modal', callback_id: 'filter', private_metadata: '{"q":"expiring"}' },
};

export const shortcut = {
  type: 'message_action',
  callback_id: 'ask_about',
  trigger_id: '1.2.short',
  response_url: 'https://hooks.slack.com/app/T0001/3/ghi',
  team: { id: 'T0001', domain: 'reseller' },
  channel: { id: 'C0001', name: 'deals' },
  user: { id: 'U0001', team_id: 'T0001', name: 'maria' },
  message: {
    type: 'message',
    user: 'U0002',
    ts: '1701.5',
    thread_ts: '1701.0',
    text: 'What about <https://nova.example|Nova &amp; Co>?',
  },
};

/** An event as it is delivered. */
export function delivery(event: Readonly<Record<string, unknown>>, eventId: string, rest: object = {}) {
  return {
    token: 'gone',
    team_id: 'T0001',
    context_team_id: 'T0001',
    context_enterprise_id: null,
    api_app_id: 'A0001',
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: 1_700_000_000,
    authorizations: [
      { enterprise_id: null, team_id: 'T0001', user_id: 'U0BOT', is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    ...rest,
  };
}

export const mention = {
  type: 'app_mention',
  user: 'U0001',
  text: '<@U0BOT> expiring 90d customer:"A&amp;B"',
  ts: '1702.1',
  channel: 'C0001',
  event_ts: '1702.1',
};

export const directMessage = {
  type: 'message',
  channel_type: 'im',
  user: 'W0001',
  text: 'overage &lt;100',
  ts: '1703.1',
  channel: 'D0001',
};

export const fileShare = {
  ...directMessage,
  subtype: 'file_share',
  text: 'whole',
  files: [
    {
      id: 'F0001',
      name: 'export.csv',
      mimetype: 'text/csv',
      size: 1234,
      url_private: 'https://files.slack.com/files-pri/T0001-F0001/export.csv',
      url_private_download: 'https://files.slack.com/files-pri/T0001-F0001/download/export.csv',
    },
    { id: 'F0002', mode: 'tombstone' },
  ],
};
