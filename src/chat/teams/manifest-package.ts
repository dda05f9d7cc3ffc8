import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { AppIcons } from '../../answers/charts/app-icons.ts';
import { type AppManifest, COLOUR_FILE, MANIFEST_FILE, OUTLINE_FILE } from './manifest.ts';

/** A zip has no earlier day; the same app gives the same bytes. */
const LONG_AGO = new Date(Date.UTC(1980, 0, 2));

/** The app package: a zip with the manifest, its texts and the icons, all at the top as Teams wants it. */
export async function packApp({ manifest, texts }: AppManifest, { colour, outline }: AppIcons): Promise<Buffer> {
  const zip = new ZipFile();
  const add = (name: string, content: Buffer) => zip.addBuffer(content, name, { mtime: LONG_AGO, mode: 0o100644 });
  const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  add(MANIFEST_FILE, json(manifest));
  for (const [name, text] of texts) add(name, json(text));
  add(COLOUR_FILE, colour);
  add(OUTLINE_FILE, outline);
  zip.end();
  return buffer(zip.outputStream);
}
