import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { makeWorkspace, type Workspace } from './make-workspace.ts';

export { makeWorkspace, type Workspace } from './make-workspace.ts';

/** To be called inside a test. */
export function openWorkspace(template?: string): Workspace {
  const { workspace, close } = makeWorkspace(template);
  onTestFinished(close);
  return workspace;
}

const templates = new Map<string, Promise<string>>();

/** The same with these files in it, by name. They are imported once, and every further test gets a copy of its own. */
export async function openWorkspaceWith(files: Readonly<Record<string, string>>): Promise<Workspace> {
  const key = JSON.stringify(files);
  const template = templates.get(key) ?? makeTemplate(files);
  templates.set(key, template);
  return openWorkspace(await template);
}

async function makeTemplate(files: Readonly<Record<string, string>>): Promise<string> {
  const { workspace, close } = makeWorkspace();
  try {
    for (const [name, text] of Object.entries(files)) await workspace.put(name, text);
    const folder = mkdtempSync(join(tmpdir(), 'template-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'pulse.db');
    await workspace.db.sqlite.backup(path);
    return path;
  } finally {
    close();
  }
}
