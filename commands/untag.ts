import { z } from 'zod/v4';
import { command } from './command.ts';
import { sayTag } from './tag-word.ts';
import { needed } from './words.ts';

/** Takes a tag off a customer, for this and every later import. */
export const untag = command({
  name: 'untag',
  words: {
    en: { names: ['unlabel'], title: 'Tags of {customer}', summary: 'Take a tag off a customer' },
    pt: {
      names: ['desmarcar', 'tirar etiqueta'],
      title: 'Etiquetas de {customer}',
      summary: 'Tirar uma etiqueta de um cliente',
    },
    fr: {
      names: ["retirer l'étiquette", 'démarquer'],
      title: 'Étiquettes de {customer}',
      summary: 'Retirer une étiquette à un client',
    },
    es: {
      names: ['quitar etiqueta', 'desmarcar'],
      title: 'Etiquetas de {customer}',
      summary: 'Quitar una etiqueta a un cliente',
    },
    de: {
      names: ['enttaggen', 'Markierung entfernen'],
      title: 'Tags von {customer}',
      summary: 'Einem Kunden ein Tag nehmen',
    },
    zh: { names: ['取消标记', '去标签'], title: '{customer} 的标签', summary: '移除客户的标签' },
  },
  examples: ['untag "Nova Foods" gold'],
  role: 'editor',
  changes: true,
  args: z.object({ customer: needed('customer'), tag: needed('tag') }),
  run: (asked, args) => sayTag(asked, 'untag', args),
});
