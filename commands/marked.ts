import type { Section, Table } from '../src/answers/answer.ts';
import { wholeTable } from '../src/answers/answer.ts';
import type { Asked } from './asked.ts';

/**
 * Takes the column `marked` out of a page and gives who of it is tagged lost or suspended as a section of its own, once
 * each: the list keeps its documented columns, and the names to leave out of a call list stand right below it.
 */
export function takeMarks(asked: Asked, table: Table): { table: Table; sections: Section[] } {
  if (!table.columns.includes('marked')) return { table, sections: [] };
  const marked = new Map<string, { customer: string; tags: string }>();
  const rows = table.rows.map(({ marked: tags, ...row }) => {
    const { customer } = row;
    if (typeof tags === 'string' && typeof customer === 'string')
      marked.set(`${customer}\n${tags}`, { customer, tags });
    return row;
  });
  const found = [...marked.values()];
  return {
    table: { ...table, columns: table.columns.filter((name) => name !== 'marked'), rows },
    sections:
      found.length === 0
        ? []
        : [{ title: asked.say('text.marked-lost'), table: wholeTable(['customer', 'tags'], found) }],
  };
}
