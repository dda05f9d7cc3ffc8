import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { reportNames } from '../../../src/words/headers.ts';
import { rounds } from '../../long.ts';
import { zip } from './archives.ts';
import { atDesk } from './cases.ts';
import { csv, grid, ordinary, utf16 } from './files.ts';
import { type Random, randomFrom, seed } from './random.ts';

const bytes = ['"', ',', ';', '\t', '\r', '\n', '\0', '\u00ff', '=', '/', '0', "'", '\u0080', '-'];

const mutations: readonly ((content: Buffer, random: Random) => Buffer)[] = [
  (content, random) => {
    const copy = Buffer.from(content);
    for (let n = 1 + random(8); n > 0; n--) copy[random(copy.length)] = random(256);
    return copy;
  },
  (content, random) => content.subarray(0, random(content.length)),
  (content, random) => content.subarray(random(content.length)),
  (content, random) => {
    const [from, length] = [random(content.length), 1 + random(400)];
    return Buffer.concat([content.subarray(0, from + length), content.subarray(from)]);
  },
  (content, random) => {
    const [from, length] = [random(content.length), 1 + random(200)];
    return Buffer.concat([content.subarray(0, from), content.subarray(from + length)]);
  },
  (content, random) => {
    const at = random(content.length);
    const put = Buffer.from((bytes[random(bytes.length)] ?? '"').repeat(1 + random(3)), 'latin1');
    return Buffer.concat([content.subarray(0, at), put, content.subarray(at)]);
  },
  (content, random) => Buffer.from(content.toString('latin1').replaceAll(',', bytes[random(4)] ?? ';'), 'latin1'),
  (content, random) => {
    const lines = content.toString('latin1').split('\r\n');
    for (let n = lines.length; n > 1; n--) {
      const [a, b] = [random(lines.length), random(lines.length)];
      [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    }
    return Buffer.from(lines.join('\r\n'), 'latin1');
  },
];

function mutate(good: string, random: Random): Buffer {
  const form = random(8);
  let content = form === 0 ? utf16(good, random(2) === 0 ? 'le' : 'be') : Buffer.from(good);
  const damage = () => {
    for (let n = 1 + random(3); n > 0 && content.length > 0; n--) {
      content = (mutations[random(mutations.length)] ?? ((same: Buffer) => same))(content, random);
    }
  };
  const pack = () => {
    content = form === 1 ? zip({ 'inside.csv': content }) : gzipSync(content);
  };
  const isPacked = form === 1 || form === 2;
  const packFirst = random(2) === 0;
  if (isPacked && packFirst) pack();
  damage();
  if (isPacked && !packFirst) pack();
  return content;
}

test(
  `damaged files always end in an outcome, whole or not at all (SEED=${seed})`,
  () =>
    atDesk(async (desk) => {
      for (let round = 0; round < rounds(25, 300); round++) {
        const random = randomFrom(seed + round);
        const report = reportNames[random(reportNames.length)] ?? 'people';
        const content = mutate(csv(grid(report, ordinary(3 + random(12)))), random);
        const where = `round ${round}, SEED=${seed}, ${report}`;
        const name = `${report}-2026-11-${10 + random(15)}.csv`;
        const before = desk.facts();
        const result = await desk.import({ name, content, ...(random(3) === 0 ? { options: { dates: 'dmy' } } : {}) });
        expect(['imported', 'held', 'refused', 'duplicate'], where).toContain(result.outcome);
        if (result.outcome === 'imported' || result.outcome === 'held') {
          expect(result.rows, where).toBe(result.accepted + result.rejected);
          expect(result.rejected * 2, where).toBeLessThanOrEqual(result.rows);
        }
        if (result.outcome !== 'imported') {
          expect(desk.facts(), where).toEqual(before);
          expect(result.next ?? '', where).not.toBe('');
        }
      }
    }),
  300_000,
);
