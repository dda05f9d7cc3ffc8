import { tempZip } from './temp-files.ts';

interface WorkbookParts {
  /** Content of `<sheetData>` by sheet name; a name with a leading `-` is a hidden sheet. */
  sheets: Record<string, string>;
  /** Content of `<sst>`. */
  strings?: string;
  /** Format codes; the cell style n has the n-th one, style 0 is General. A number is a built-in format. */
  formats?: readonly (string | number)[];
  date1904?: boolean;
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Writes a workbook by hand, the way Excel lays it out. */
export async function tempXlsx(parts: WorkbookParts, name = 'book.xlsx'): Promise<string> {
  const names = Object.keys(parts.sheets);
  const sheets = names.map((sheet, index) => {
    const state = sheet.startsWith('-') ? ' state="hidden"' : '';
    return `<sheet name="${sheet.replace('-', '')}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`;
  });
  const relations = names.map((_, index) =>
    relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`),
  );
  if (parts.strings !== undefined) relations.push(relation('rIdS', 'sharedStrings', '/xl/sharedStrings.xml'));
  relations.push(relation('rIdT', 'styles', 'styles.xml'));
  return tempZip(name, {
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relationships([relation('rId1', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml':
      `<?xml version="1.0"?><workbook ${main} xmlns:r="${office}"><workbookPr date1904="${parts.date1904 ? 1 : 0}"/>` +
      `<sheets>${sheets.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships(relations),
    'xl/styles.xml': styles(parts.formats ?? []),
    ...(parts.strings === undefined
      ? {}
      : { 'xl/sharedStrings.xml': `<?xml version="1.0"?><sst ${main}>${parts.strings}</sst>` }),
    ...Object.fromEntries(
      names.map((sheet, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `<?xml version="1.0"?>\n<worksheet ${main}><dimension ref="A1"/><sheetData>${parts.sheets[sheet]}</sheetData></worksheet>`,
      ]),
    ),
  });
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
}

function relationships(relations: readonly string[]): string {
  const xmlns = 'http://schemas.openxmlformats.org/package/2006/relationships';
  return `<?xml version="1.0"?><Relationships xmlns="${xmlns}">${relations.join('')}</Relationships>`;
}

function styles(formats: readonly (string | number)[]): string {
  const ids = formats.map((format, index) => (typeof format === 'number' ? format : 164 + index));
  const own = formats.map((format, index) =>
    typeof format === 'number'
      ? ''
      : `<numFmt numFmtId="${164 + index}" formatCode="${format.replaceAll('"', '&quot;')}"/>`,
  );
  const used = [0, ...ids].map((id) => `<xf numFmtId="${id}"/>`).join('');
  return (
    `<?xml version="1.0"?><styleSheet ${main}><numFmts>${own.join('')}</numFmts>` +
    `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${used}</cellXfs></styleSheet>`
  );
}
