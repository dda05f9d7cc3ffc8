/** The key of a message: the same message always has the same, and no two messages share one. */
export function digestKey(uid: string, label: string): string {
  return `digest/${uid}/${label}`;
}

export function noticeKey(uid: string, label: string): string {
  return `notice/${uid}/${label}`;
}

export function failureKey(uid: string, label: string, reason: string): string {
  return `failure/${uid}/${label}/${reason}`;
}

/** Whether a person asked for this slot, so that it belongs to no rule. */
export function isAsked(label: string): boolean {
  return label.startsWith('now:');
}
