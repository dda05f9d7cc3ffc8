/** Why somebody may not ask. `nobody-yet`: there is no admin who could let them in. */
export type NotAdmitted =
  | 'other-workspace'
  | 'guest'
  | 'stranger'
  | 'deactivated'
  | 'bot'
  | 'shared-channel'
  | 'unknown-person'
  | 'nobody-yet'
  | 'cannot-tell'
  /** Nor can it be told before the app is installed again. */
  | 'app-off';
