import { test } from 'vitest';
import { atDesk } from './cases.ts';
import { type Cells, csv, grid } from './files.ts';
const queues = (rows: readonly Cells[]) => csv(grid('partner-hub-call-queues', rows));
const rows = (week: string, customers: number, each: number): Cells[] =>
  Array.from({ length: customers * each }, (_, n) => ({ weekStarting: week, customer: `C ${n % customers}`, customerId: `c${n % customers}`, callQueue: `Q${Math.floor(n / customers)}` }));
async function run(label: string, ...files: Cells[][]) {
  await atDesk(async (desk) => {
    for (const f of files) { const r = await desk.import({ content: queues(f) }); console.log(label, r.outcome, r.rows, r.reasons, r.notes); }
  });
}
test('x', async () => {
  await run('plain', rows('2026-10-25', 29, 2), rows('2026-11-01', 29, 2), rows('2026-11-08', 29, 2).slice(0, 39));
  await run('halfcust', rows('2026-10-25', 29, 2), rows('2026-11-01', 29, 2), rows('2026-11-08', 13, 3));
  await run('gap', rows('2026-10-18', 29, 2), rows('2026-10-25', 29, 2), rows('2026-11-08', 29, 2).slice(0, 39));
  await run('both', [...rows('2026-10-25', 29, 2), ...rows('2026-11-01', 29, 2)], rows('2026-11-08', 29, 2).slice(0, 39));
});
