import type { Entry } from 'yauzl';
import { refuse } from '../refusals.ts';
import { readZipEntry } from '../zip-archive.ts';
import { kindOfFormat, type NumberKind } from './number-formats.ts';
import { attribute, readXml } from './xml-scan.ts';

/** A workbook's file and its parts. */
export interface Package {
  path: string;
  file: string;
  entries: readonly Entry[];
}

export interface SheetPart {
  name: string;
  hidden: boolean;
  part: string;
}

export interface Workbook {
  sheets: SheetPart[];
  date1904: boolean;
  sharedStrings: string | undefined;
  /** By the style number of a cell. */
  kinds: NumberKind[];
}

/** Reads what a workbook says of its sheets, styles and epoch, following its relationships as Excel does. */
export async function readWorkbook(book: Package): Promise<Workbook> {
  const roots = await readRelations(book, '_rels/.rels', '');
  const main = roots.find(({ type }) => type.endsWith('/officeDocument'))?.part ?? 'xl/workbook.xml';
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const relations = await readRelations(book, `${folder}_rels/${main.slice(folder.length)}.rels`, folder);
  const partOf = (type: string) => relations.find((relation) => relation.type.endsWith(type))?.part;
  const sheets: SheetPart[] = [];
  let date1904 = false;
  await readXml(readPart(book, main), {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const relation = relations.find(({ id }) => id === attribute(attributes, 'id'));
      if (relation === undefined || !relation.type.endsWith('/worksheet')) return;
      const hidden = (attributes['state'] ?? 'visible') !== 'visible';
      sheets.push({ name: attributes['name'] ?? '', hidden, part: relation.part });
    },
  });
  const styles = partOf('/styles');
  return {
    sheets,
    date1904,
    sharedStrings: partOf('/sharedStrings'),
    kinds: styles === undefined ? [] : await readKinds(book, styles),
  };
}

/** A part's bytes; UnreadableFile `damaged` if the workbook lacks it. */
export function readPart({ path, file, entries }: Package, part: string): AsyncIterable<Buffer> {
  const entry = findPart(entries, part);
  if (entry === undefined) throw refuse('damaged', file, `its part ${part} is missing`);
  return readZipEntry(path, file, entry);
}

/** The entry of a part; part names are the same in any case. */
export function findPart(entries: readonly Entry[], part: string): Entry | undefined {
  return entries.find(({ fileName }) => fileName.toLowerCase() === part.toLowerCase());
}

interface Relation {
  id: string;
  type: string;
  part: string;
}

async function readRelations(book: Package, part: string, folder: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  if (findPart(book.entries, part) === undefined) return relations;
  await readXml(readPart(book, part), {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const target = new URL(attributes['Target'] ?? '', `zip:///${folder}`).pathname;
      relations.push({ id: attributes['Id'] ?? '', type: attributes['Type'] ?? '', part: decodeURI(target).slice(1) });
    },
  });
  return relations;
}

async function readKinds(book: Package, part: string): Promise<NumberKind[]> {
  const codes = new Map<number, string>();
  const kinds: NumberKind[] = [];
  let inCells = false;
  await readXml(readPart(book, part), {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attributes['numFmtId'] ?? 0);
        kinds.push(kindOfFormat(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return kinds;
}
