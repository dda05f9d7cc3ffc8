export { openTable } from './open-table.ts';
export type { RawRow, RowProblem, Table } from './table.ts';
export { UnreadableFile } from './unreadable-file.ts';
