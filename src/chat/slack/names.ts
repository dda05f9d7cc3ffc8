/** What elements are called on Slack, on their way out (`action_id`, `callback_id`) and back in. */

/** A button or an overflow menu; the press is its value. Followed by anything that is unique in the message. */
export const PRESS = 'press:';
/** A select that is searched while typing; followed by the field's key. */
export const SEARCH = 'search:';
/** Any other input of a dialog; followed by the field's key. */
export const FIELD = 'field:';
/** The shortcut on a message. */
export const ASK_ABOUT = 'ask_about';
/** Where Slack sends everything: events, interactivity, options and commands. */
export const EVENTS_PATH = '/slack/events';
export const INSTALL_PATH = '/slack/install';
export const REDIRECT_PATH = '/slack/oauth_redirect';
