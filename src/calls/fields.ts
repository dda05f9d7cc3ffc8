/** The keys of a call record that are read, without spaces and in small letters, however they are spelled there. */
export const fieldNames = [
  ...['reportid', 'reporttime', 'orguuid', 'correlationid', 'direction', 'usertype', 'user', 'useruuid', 'usernumber'],
  ...['location', 'queuetype', 'starttime', 'answertime', 'releasetime', 'duration', 'answered', 'answerindicator'],
  ...['originalreason', 'relatedreason', 'redirectreason', 'calloutcome', 'calloutcomereason', 'answeredelsewhere'],
  ...['localcallid', 'remotecallid', 'relatedcallid', 'transferrelatedcallid', 'redirectingpartyuuid'],
  ...['redirectingnumber', 'calledlineid'],
] as const;

type FieldName = (typeof fieldNames)[number];
export type Fields = Partial<Record<FieldName, string>>;

const known = new Set<string>(fieldNames);
const MOST_SPELLINGS = 2_000;
/** A cell longer than this is no id, no reason and no name. */
const MOST_LETTERS = 300;
const spellings = new Map<string, FieldName | undefined>();

/** What is read of a record, as trimmed text; blank, `NA` and `na` are nothing. Of two spellings of a key the first that says something counts. */
export function fieldsOf(record: Readonly<Record<string, unknown>>): Fields {
  const found: Fields = {};
  for (const key in record) {
    const name = nameOf(key);
    if (name === undefined || found[name] !== undefined) continue;
    const text = textOf(record[key]);
    if (text !== undefined) found[name] = text;
  }
  return found;
}

function nameOf(key: string): FieldName | undefined {
  if (spellings.has(key)) return spellings.get(key);
  const folded = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  const name = known.has(folded) ? (folded as FieldName) : undefined;
  // Keys come from outside: they may not fill the memory.
  if (spellings.size < MOST_SPELLINGS && key.length < 100) spellings.set(key, name);
  return name;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' || /^n\/?a$/i.test(text) ? undefined : text.slice(0, MOST_LETTERS);
}
