import { expect, test } from 'vitest';
import { linesOf } from '../../src/chat/terminal/lines.ts';

async function linesIn(chunks: readonly Buffer[]): Promise<{ lines: string[]; read: boolean }> {
  async function* input() {
    yield* chunks;
  }
  let read = false;
  const lines: string[] = [];
  const onData = () => {
    read = true;
  };
  for await (const line of linesOf(input(), onData)) lines.push(line);
  return { lines, read };
}

const text = '\ufeffexpiring 90d\r\n\n  \r\ncliente:"Construção São José"\n查询 立即行动\rx\n\u{1f600} last';
const expected = ['expiring 90d', 'cliente:"Construção São José"', '查询 立即行动\rx', '\u{1f600} last'];

test.each([1, 2, 3, 7, 1000])('lines are the same when the input comes in pieces of %i bytes', async (size) => {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  );
  expect(await linesIn(pieces)).toEqual({ lines: expected, read: true });
});

test('an input without a byte is told from one of blank lines', async () => {
  expect(await linesIn([])).toEqual({ lines: [], read: false });
  expect(await linesIn([Buffer.from('\n\n')])).toEqual({ lines: [], read: true });
});

test('of a line without end only its beginning is held, and what follows it is whole', async () => {
  const chunk = Buffer.alloc(65_536, 'a');
  const { lines } = await linesIn([...Array.from({ length: 200 }, () => chunk), Buffer.from('\nhelp\n')]);
  expect(lines.map((line) => line.length)).toEqual([16_384, 4]);
});

test('a line that lost its end stays longer than any question, though it be blanks', async () => {
  const [line = ''] = (await linesIn([Buffer.from(`expiring${' '.repeat(100_000)}x\n`)])).lines;
  expect(line.length).toBeGreaterThan(2000);
});
