import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { demoFiles, demoTruth, writeDemo } from '../../src/demo/index.ts';
import { openWorkspace } from '../customers/workspace.ts';
import { recallOf } from './recall.ts';
const seeds = [1,2,3];
describe.each(seeds)('seed %i', (seed) => {
  test.each(['dated','reversed','shuffled'])('%s', async (order) => {
    const w = openWorkspace();
    const options = { customers: Number(process.env['N'] ?? 400), seed, today: '2026-11-21', snapshots: 3 , cycles: 2};
    await writeDemo(options, w.folder);
    let files = demoFiles(options);
    if (order === 'reversed') files = files.reverse();
    if (order === 'shuffled') files = files.map((f,i) => [((i + 3) * 7919 * seed) % 101, f] as const).sort((a,b)=>a[0]-b[0]).map(x=>x[1]);
    for (const f of files) {
      const r = await w.take(join(w.folder, f.name));
      if (r.outcome !== 'imported') await w.take(join(w.folder, f.name), { extent: 'whole' });
    }
    const recall = recallOf(w.db, demoTruth(options).records);
    process.stderr.write(order + JSON.stringify(recall)+'\n');
    expect(recall.wrong).toEqual([]);
  }, 600000);
});
