import { z } from 'zod/v4';
import { command } from './command.ts';
import { sayTag } from './tag-word.ts';
import { needed } from './words.ts';

/** Puts a tag on a customer, for this and every later import. */
export const tag = command({
  name: 'tag',
  words: {
    en: { names: ['label'], title: 'Tags of {customer}', summary: 'Put a tag on a customer' },
    pt: {
      names: ['marcar', 'etiquetar'],
      title: 'Etiquetas de {customer}',
      summary: 'Colocar uma etiqueta em um cliente',
    },
    fr: {
      names: ['étiqueter', 'marquer'],
      title: 'Étiquettes de {customer}',
      summary: 'Mettre une étiquette à un client',
    },
    es: {
      names: ['etiquetar', 'marcar'],
      title: 'Etiquetas de {customer}',
      summary: 'Poner una etiqueta a un cliente',
    },
    de: { names: ['markieren', 'taggen'], title: 'Tags von {customer}', summary: 'Einem Kunden ein Tag geben' },
    zh: { names: ['标记', '打标签', '加标签'], title: '{customer} 的标签', summary: '给客户添加标签' },
  },
  examples: ['tag "Nova Foods" gold', 'tag "Nova Foods" "on hold"'],
  role: 'editor',
  changes: true,
  args: z.object({ customer: needed('customer'), tag: needed('tag') }),
  run: (asked, args) => sayTag(asked, 'tag', args),
});
