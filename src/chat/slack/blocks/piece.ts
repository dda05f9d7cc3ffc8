import type { types } from '@slack/bolt';

/** Blocks that are shown together or not at all. */
export interface Piece {
  readonly blocks: readonly types.KnownBlock[];
  /** Rows of data in it. */
  readonly rows: number;
  /** A row of one line: a rich text of one section. Those that follow each other are drawn as one list. */
  readonly isLine?: boolean;
}

/** The blocks of pieces in their order, with lines that follow each other in one list. */
export function blocksOf(pieces: readonly Piece[]): types.KnownBlock[] {
  const blocks: types.KnownBlock[] = [];
  let open: types.RichTextList | undefined;
  for (const { isLine, blocks: own } of pieces) {
    const sections = isLine ? own.flatMap(sectionsOf) : [];
    if (sections.length === 0) {
      open = undefined;
      blocks.push(...own);
    } else if (open === undefined) {
      open = { type: 'rich_text_list', style: 'bullet', elements: sections };
      blocks.push({ type: 'rich_text', elements: [open] });
    } else open.elements.push(...sections);
  }
  return blocks;
}

function sectionsOf(block: types.KnownBlock): types.RichTextSection[] {
  if (block.type !== 'rich_text') return [];
  return block.elements.flatMap((element) => (element.type === 'rich_text_section' ? [element] : []));
}
