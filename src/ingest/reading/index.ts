export { openTable } from './open-table.ts';
export type { RawRow, Table } from './table.ts';
export { UnreadableFile } from './unreadable-file.ts';
