import type { Language } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
import type { Dialog, Field } from '../dialog.ts';

/** What is said before something is shown to a channel. */
export type SharePreview =
  | { readonly kind: 'looking' }
  /** It may be shown: to how many people of which channel, and how many customers they will see. */
  | {
      readonly kind: 'ready';
      readonly channel: string;
      readonly members: number | null;
      readonly title: string;
      /** Null where the answer does not count customers. */
      readonly customers: number | null;
      /** The filters of the channel's audience; empty for all customers. */
      readonly audience: string;
      readonly revenue: boolean;
    }
  /** Nobody has said what this channel may see, and whoever asks may say it now. */
  | { readonly kind: 'audience-missing'; readonly channel: string; readonly members: number | null }
  | { readonly kind: 'refused'; readonly message: string };

/** The window that shows who will see what before it is shared. */
export function shareDialog(preview: SharePreview, state: string, language: Language): Dialog {
  const say = messagesFor(language);
  const base = { name: 'share', title: say('share.title'), fields: [], state } as const;
  const submit = say('share.submit');
  switch (preview.kind) {
    case 'looking':
      return { ...base, parts: [{ kind: 'text', text: say('share.looking') }] };
    case 'refused':
      return { ...base, parts: [{ kind: 'warning', text: preview.message }] };
    case 'audience-missing':
      return {
        ...base,
        submit,
        parts: [
          { kind: 'text', text: say('share.no-audience', { channel: preview.channel }) },
          ...(preview.members === null
            ? []
            : [
                {
                  kind: 'note',
                  text: say('share.people', { channel: preview.channel, members: preview.members }),
                } as const,
              ]),
        ],
        fields: audienceFields(language),
      };
    case 'ready': {
      const { channel, members, customers, title, audience, revenue } = preview;
      const who =
        members === null
          ? say('share.everybody', { channel })
          : customers === null
            ? say('share.people', { channel, members })
            : say('share.people-customers', { channel, members, customers });
      const notes = [
        audience === '' ? say('share.all-customers') : say('share.filters', { filters: audience }),
        say(revenue ? 'share.with-money' : 'share.without-money'),
      ];
      return {
        ...base,
        submit,
        parts: [
          { kind: 'text', text: title },
          { kind: 'text', text: who },
          ...notes.map((text) => ({ kind: 'note', text }) as const),
        ],
      };
    }
  }
}

function audienceFields(language: Language): Field[] {
  const say = messagesFor(language);
  const options = [
    { value: 'all', label: say('share.audience-all') },
    { value: 'filters', label: say('share.audience-filters') },
  ];
  const which = { kind: 'choice', key: 'audience', options, chosen: [], many: false, optional: false } as const;
  const filters = {
    kind: 'text',
    key: 'filters',
    value: '',
    placeholder: 'tag:gold country:BR',
    longest: 300,
  } as const;
  return [
    { ...which, label: say('share.audience') },
    { ...filters, label: say('share.filters-label'), hint: say('share.filters-hint'), optional: true },
  ];
}
