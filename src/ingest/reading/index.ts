export { openTable } from './open-table.ts';
export type { BatchOptions, Delimiter, Encoding, RawRow, RowProblem, Table } from './table.ts';
export { type UnreadableCode, UnreadableFile } from './unreadable-file.ts';
