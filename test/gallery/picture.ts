import type { Card } from '../../src/chat/card/card.ts';
import type { Dialog } from '../../src/chat/dialog.ts';
import type { Attachment, Destination } from '../../src/chat/port.ts';

/** Something that a person sees. */
export type Seen =
  | { readonly kind: 'message'; readonly card: Card; readonly to: Destination['to'] }
  | { readonly kind: 'dialog'; readonly dialog: Dialog }
  | { readonly kind: 'home'; readonly card: Card }
  | { readonly kind: 'file'; readonly file: Attachment };

/** What was said or pressed, and everything that came of it. */
export interface Picture {
  /** As the person did it: `expiring 90d`. */
  readonly did: string;
  /** Who, where, anything worth knowing. */
  readonly about: string;
  readonly seen: readonly Seen[];
}

export interface Section {
  /** For the name of a file: small letters and hyphens. */
  readonly key: string;
  readonly title: string;
  readonly pictures: readonly Picture[];
}
