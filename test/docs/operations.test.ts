import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LEDGER_DAYS, PAYLOAD_DAYS, TURNED_AWAY_DAYS } from '../../db/writes/retention.ts';
import { families } from '../../src/base/metric-families.ts';
import { assetPath } from '../../src/base/paths.ts';
import { readConfig, settingNames } from '../../src/config.ts';

const path = assetPath('docs/operations.md');
const text = readFileSync(path, 'utf8');

/** The cells of the table rows whose first cell begins so. */
function rowsWith(beginning: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`| ${beginning}`))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('docs/operations.md', () => {
  test('lists every metric as it is, and no other', () => {
    const expected = Object.entries(families).map(([name, { kind, help, labels }]) => {
      const names = Object.keys(labels).map((label) => `\`${label}\``);
      return [`\`${name}\``, kind, names.join(', ') || '–', help];
    });
    expect(rowsWith('`pulse_')).toEqual(expected);
  });

  test('names only metrics that there are', () => {
    const named = [...text.matchAll(/\bpulse_[a-z_]+/g)].map(([name]) => name);
    expect(named.filter((name) => !(name in families))).toEqual([]);
  });

  test('says how long things are kept as it is in the code', () => {
    const config = readConfig({});
    const days = (beginning: string) => Number(/\d+/.exec(rowsWith(beginning)[0]?.[1] ?? '')?.[0]);
    expect({
      backups: days('backups'),
      audit: days('who did'),
      turnedAway: days('requests'),
      rejects: days('rejected'),
      payload: days('what a digest said'),
      ledger: days('that it was posted'),
      people: days('people of a chat'),
    }).toEqual({
      backups: config.backupKeepDays,
      audit: config.auditKeepDays,
      turnedAway: TURNED_AWAY_DAYS,
      rejects: config.rejectsKeepDays,
      payload: PAYLOAD_DAYS,
      ledger: LEDGER_DAYS,
      people: LEDGER_DAYS,
    });
  });

  test('names only settings that there are', () => {
    const named = [...text.matchAll(/`([A-Z][A-Z_]{3,})[`=]/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !settingNames.includes(name) && name !== 'SIGTERM')).toEqual([]);
  });

  test('leads to pages that there are', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => join(dirname(path), link));
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });
});
