import { expect, test } from 'vitest';
import { reportNames } from '../../src/words/headers.ts';
import { portalPage } from '../../src/words/portals.ts';

test.each(reportNames)('%s says where to fetch it in short lines', (report) => {
  const { rhythm, ...lines } = portalPage(report);
  expect(['weekly', 'monthly', 'when-changed']).toContain(rhythm);
  for (const line of Object.values(lines)) {
    expect(line.length).toBeGreaterThan(3);
    expect(line.length).toBeLessThanOrEqual(130);
  }
});
