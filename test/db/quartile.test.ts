import { expect, test } from 'vitest';
import { firstQuartile } from '../../db/readings/lists/low-assignment.ts';

test.each([
  [[0.1], 0.1],
  [[0.1, 0.5], 0.2],
  [[0, 0.1, 0.2, 0.3, 0.4], 0.1],
  [[0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], 0.175],
  [[0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2], 0.2],
])('the first quartile of %j is %d, between the two nearest where it falls between', (sorted, quartile) => {
  expect(firstQuartile(sorted)).toBeCloseTo(quartile, 12);
});
