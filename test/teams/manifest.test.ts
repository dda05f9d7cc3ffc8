import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { appIcons } from '../../src/answers/charts/app-icons.ts';
import { type AppManifest, type ManifestChoices, teamsManifest } from '../../src/chat/teams/manifest.ts';
import { manifestMistakes } from '../../src/chat/teams/manifest-check.ts';
import { packApp } from '../../src/chat/teams/manifest-package.ts';
import { runHere } from '../cli/here.ts';
import { tempFolder } from '../cli/temp-folder.ts';

const APP = '0f2b1c3d-0000-4000-8000-00000000000a';
const choices: ManifestChoices = {
  appId: APP,
  name: 'Partner Pulse',
  url: 'https://pulse.reseller.example',
  developer: { name: 'Reseller', website: 'https://www.reseller.example/pulse' },
  version: '1.2.3',
  slash: false,
  readBack: false,
  sharedChannels: false,
};
const make = (changed: Partial<ManifestChoices> = {}) => teamsManifest(commands, { ...choices, ...changed });

interface Bot {
  readonly botId: string;
  readonly supportsTargetedMessages?: boolean;
  readonly commandLists: readonly {
    readonly scopes: readonly string[];
    readonly triggers?: readonly string[];
    readonly commands: readonly { readonly title: string; readonly description: string }[];
  }[];
}
const botOf = ({ manifest }: AppManifest) => (manifest['bots'] as Bot[])[0] as Bot;

describe("by Microsoft's schema", () => {
  test.each<[string, Partial<ManifestChoices>, string]>([
    ['the plain app', {}, '1.22'],
    ['with slash commands', { slash: true }, '1.29'],
    ['that may read channels', { readBack: true }, '1.22'],
    [
      'with everything, under the longest name',
      { slash: true, readBack: true, sharedChannels: true, name: 'P'.repeat(30) },
      '1.29',
    ],
  ])('%s is valid', (_, changed, schema) => {
    const app = make(changed);
    expect(app.schema).toBe(schema);
    expect(app.manifest['manifestVersion']).toBe(schema);
    expect(manifestMistakes(app)).toEqual([]);
  });

  test.each<[string, (app: AppManifest) => AppManifest, RegExp]>([
    [
      'a name that is too long',
      () => make({ name: 'P'.repeat(31) }),
      /^manifest\.json: \/name\/short must NOT have more/,
    ],
    ['an id that is none', () => make({ appId: 'pulse' }), /\/id must match pattern/],
    [
      'a property that it does not know',
      (app) => ({ ...app, manifest: { ...app.manifest, colour: 'blue' } }),
      /must NOT have additional properties \(colour\)/,
    ],
    [
      'a text of a command that is not there',
      (app) => ({ ...app, texts: new Map([['pt.json', { ...app.texts.get('pt.json'), 'bots[0].title': '' }]]) }),
      /^pt\.json: .*\(bots\[0\]\.title\)/,
    ],
  ])('%s is found', (_, change, expected) => {
    expect(manifestMistakes(change(make())).join('\n')).toMatch(expected);
  });
});

test('each place has its list of questions with help at its end, and only the slash app has slash commands', () => {
  const plain = botOf(make());
  expect(plain.commandLists.map(({ scopes }) => scopes)).toEqual([['personal'], ['team'], ['groupChat']]);
  for (const { commands: listed, triggers } of plain.commandLists) {
    expect(listed).toHaveLength(10);
    expect(listed.at(-1)?.title).toBe('help');
    expect(listed[0]).toMatchObject({ title: 'expiring', description: expect.stringContaining('(expiring 90d)') });
    expect(triggers).toBeUndefined();
  }
  expect(plain.supportsTargetedMessages).toBeUndefined();
  const slash = botOf(make({ slash: true }));
  expect(slash.supportsTargetedMessages).toBe(true);
  expect(slash.commandLists.map(({ triggers }) => triggers)).toEqual([
    undefined,
    ['mention', 'slash'],
    ['mention', 'slash'],
  ]);
  expect(slash.commandLists.map(({ commands: listed }) => listed.length)).toEqual([12, 12, 12]);
  expect(slash.commandLists[0]?.commands.map(({ title }) => title)).toContain('home');
});

test('every command in a menu is a question there is, or the page of the bot itself', () => {
  const names = new Set([...commands.map(({ name }) => name), 'home']);
  const titles = botOf(make({ slash: true })).commandLists.flatMap(({ commands: listed }) => listed);
  expect(titles.filter(({ title }) => !names.has(title))).toEqual([]);
});

test('without most questions its menus are shorter, and still valid', () => {
  const few = commands.filter(({ name }) => ['help', 'queues'].includes(name));
  const app = teamsManifest(few, choices);
  expect(botOf(app).commandLists[1]?.commands.map(({ title }) => title)).toEqual(['queues', 'help']);
  expect(manifestMistakes(app)).toEqual([]);
});

test('every text is there in six languages', () => {
  const { texts, manifest } = make();
  expect([...texts.keys()]).toEqual(['pt.json', 'fr.json', 'es.json', 'de.json', 'zh.json']);
  const described = botOf(make()).commandLists.reduce((sum, { commands: listed }) => sum + listed.length, 0);
  const english = JSON.stringify(manifest);
  for (const [file, text] of texts) {
    expect(
      Object.keys(text).filter((key) => key.endsWith('.description')),
      file,
    ).toHaveLength(described);
    expect(text['description.short']?.length, file).toBeLessThanOrEqual(80);
    expect(english).not.toContain(text['description.full']);
  }
});

test('reading channels is asked of each team only where it is wanted', () => {
  expect(JSON.stringify(make().manifest)).not.toContain('ChannelMessage');
  expect(make({ readBack: true }).manifest).toMatchObject({
    webApplicationInfo: { id: APP },
    authorization: {
      permissions: { resourceSpecific: [{ name: 'ChannelMessage.Read.Group', type: 'Application' }] },
    },
  });
});

test('the package holds everything at its top, and the same app gives the same bytes', async () => {
  const icons = await appIcons();
  const [zip, again] = await Promise.all([packApp(make(), icons), packApp(make(), icons)]);
  expect(zip.equals(again)).toBe(true);
  expect(filesIn(zip)).toEqual([
    'manifest.json',
    'pt.json',
    'fr.json',
    'es.json',
    'de.json',
    'zh.json',
    'color.png',
    'outline.png',
  ]);
});

test('the icons are as large as Teams wants them; the outline is white on nothing, the other has no hole', async () => {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const pixelsOf = async (png: Buffer) => {
    const image = await loadImage(png);
    const context = createCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    return { size: [image.width, image.height], data: context.getImageData(0, 0, image.width, image.height).data };
  };
  const { colour, outline } = await appIcons();
  const large = await pixelsOf(colour);
  expect(large.size).toEqual([192, 192]);
  expect(large.data.filter((value, at) => at % 4 === 3 && value !== 255)).toHaveLength(0);
  const small = await pixelsOf(outline);
  expect(small.size).toEqual([32, 32]);
  const drawn = small.data.filter((value, at) => at % 4 === 3 && value > 0).length;
  expect(drawn).toBeGreaterThan(60);
  expect(drawn).toBeLessThan(500);
  // Where something is drawn at all it is white; at the edges of a line less of it.
  for (let at = 0; at < small.data.length; at += 4)
    if ((small.data[at + 3] ?? 0) > 200) expect([...small.data.slice(at, at + 3)]).toEqual([255, 255, 255]);
});

test('the command writes it where only the id of the app and an address are set, and says what is missing else', async () => {
  const out = join(tempFolder(), 'app.zip');
  const manifest = ['manifest', 'teams', '--out', out, '--url', 'https://pulse.reseller.example'];
  const none = { TEAMS_APP_ID: '', TEAMS_APP_PASSWORD: '', PUBLIC_URL: '' };
  const without = await runHere(manifest, none);
  expect(without).toMatchObject({ code: 2, stderr: expect.stringMatching(/TEAMS_APP_ID is not set/) });
  expect(existsSync(out)).toBe(false);
  const written = await runHere([...manifest, '--app-version', '2.0.0'], { ...none, TEAMS_APP_ID: APP });
  expect(written).toMatchObject({ code: 0, stdout: expect.stringMatching(/\(version 2\.0\.0\), valid by .* 1\.22/) });
  expect(filesIn(readFileSync(out))).toContain('manifest.json');
});

/** The names in a zip's central directory, in their order. */
function filesIn(zip: Buffer): string[] {
  const names: string[] = [];
  for (
    let at = zip.indexOf('PK\u0001\u0002', 0, 'latin1');
    at !== -1;
    at = zip.indexOf('PK\u0001\u0002', at + 4, 'latin1')
  ) {
    const length = zip.readUInt16LE(at + 28);
    names.push(zip.toString('utf8', at + 46, at + 46 + length));
  }
  return names;
}
