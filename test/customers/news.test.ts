import { describe, expect, test } from 'vitest';
import { customersWithNews } from '../../db/writes/news.ts';
import { drawnAnew, shownRows } from './drawn.ts';
import { type Export, hub } from './exports.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const clusters = { m365: 'M365Cluster,SurfaceCluster', azure: 'AzureCluster,Why' } as const;

function cloud(area: 'm365' | 'azure', day: string, city: string, google: string): Export {
  return {
    name: `cloudascent-${area}-${day}.csv`,
    text: `CustomerID,AccountName,City,HasGoogle,${clusters[area]}\nc1,Nova Foods,${city},${google},Act Now,Act Now\n`,
  };
}

function orgs(day: string, ...ids: ('w1' | 'w2')[]): Export {
  const { name, text } = hub(
    ids.map((id) => ({ id, name: `Nova ${id}`, domain: 'nova.com' })),
    day,
  );
  return { name, text: text.replaceAll(/("Nova w1".*)"Partner"/g, '$1"Customer"') };
}

interface Story {
  before: Export[];
  file: Export;
  /** How many customers are drawn when the file comes. */
  drawn: number;
  shown: object;
}

const stories: Readonly<Record<string, Story>> = {
  'the same as the week before, and nobody else spoke': {
    before: [cloud('m365', '2026-11-01', 'Recife', 'Yes')],
    file: cloud('m365', '2026-11-08', 'Recife', 'Yes'),
    drawn: 0,
    shown: { city: 'Recife' },
  },
  'the same as the week before, but another report said otherwise since': {
    before: [cloud('m365', '2026-11-01', 'Recife', 'Yes'), cloud('azure', '2026-11-01', 'Bonn', 'Yes')],
    file: cloud('m365', '2026-11-08', 'Recife', 'Yes'),
    drawn: 1,
    shown: { city: 'Recife' },
  },
  'the same as the week before, between it and a newer one': {
    before: [cloud('m365', '2026-11-01', 'Recife', 'Yes'), cloud('m365', '2026-11-15', '', 'No')],
    file: cloud('m365', '2026-11-08', 'Recife', 'Yes'),
    drawn: 0,
    shown: { city: 'Recife', flags: '{"google":false}' },
  },
  'another flag than the week before': {
    before: [cloud('m365', '2026-11-01', 'Recife', 'Yes')],
    file: cloud('m365', '2026-11-08', 'Recife', 'No'),
    drawn: 1,
    shown: { flags: '{"google":false}' },
  },
  'the same of one of two records of one source': {
    before: [orgs('2026-11-01', 'w1', 'w2')],
    file: orgs('2026-11-08', 'w2'),
    drawn: 1,
    shown: { managedBy: 'partner', name: 'Nova w2' },
  },
};

const put = ({ put: take }: Workspace, { name, text }: Export) => take(name, text, { extent: 'part' });

describe('a file that says', () => {
  test.each(Object.entries(stories))('%s', async (_, { before, file, drawn, shown }) => {
    const workspace = openWorkspace();
    const { db } = workspace;
    for (const earlier of before) await put(workspace, earlier);
    const seen = shownRows(db);
    const { importId } = await put(workspace, file);
    expect([...customersWithNews(db, importId)].flat()).toHaveLength(drawn);
    expect(Object.values(shownRows(db))).toMatchObject([shown]);
    expect(shownRows(db)).toEqual(drawnAnew(db));
    await workspace.undo(importId);
    expect(shownRows(db)).toEqual(seen);
  });
});
