import { basename } from 'node:path';
import type { Entry } from 'yauzl';
import type { Content } from './content.ts';
import { refuse } from './refusals.ts';
import { readZipEntry } from './zip-archive.ts';

/** The one CSV in a zip. Throws UnreadableFile if there is none, or more than one. */
export function csvInZip(path: string, file: string, entries: readonly Entry[]): Content {
  const entry = pickCsv(file, entries);
  return {
    container: 'zip',
    innerName: basename(entry.fileName),
    chunks: () => readZipEntry(path, file, entry),
  };
}

const TABLE = /\.(?:csv|tsv|json|jsonl|ndjson)$/i;

function pickCsv(file: string, entries: readonly Entry[]): Entry {
  const named = (pattern: RegExp) => entries.filter((entry) => pattern.test(entry.fileName));
  // A lone file is taken whatever its name; among several, a CSV goes before texts that may be its notes.
  const found = [entries, named(TABLE), named(/\.(?:txt|tab)$/i)].find((group) => group.length === 1);
  const several = named(TABLE);
  if (several.length > 1) throw refuse('several-files-inside', file, names(several));
  const entry = found?.[0];
  if (entry !== undefined && !/\.(?:zip|gz|7z|rar|xlsx|xlsm)$/i.test(entry.fileName)) return entry;
  const packed = named(/\.(?:zip|gz|7z|rar|xlsx|xlsm)$/i);
  if (packed.length > 0) throw refuse('nested-archive', file, names(packed));
  const texts = named(/\.(?:txt|tab)$/i);
  if (texts.length > 1) throw refuse('several-files-inside', file, names(texts));
  throw refuse('no-csv-inside', file, entries.length === 0 ? 'it is empty' : names(entries));
}

function names(entries: readonly Entry[]): string {
  const shown = entries.slice(0, 5).map((entry) => entry.fileName);
  return entries.length > shown.length
    ? `${shown.join(', ')} and ${entries.length - shown.length} more`
    : shown.join(', ');
}
