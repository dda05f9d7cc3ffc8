import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { onceARun } from '../once-a-run.ts';
import { makeWorkspace, type Workspace } from './make-workspace.ts';

export { makeWorkspace, type Workspace } from './make-workspace.ts';

/** To be called inside a test. */
export function openWorkspace(template?: string): Workspace {
  const { workspace, close } = makeWorkspace(template);
  onTestFinished(close);
  return workspace;
}

/** The same with these files in it, by name. They are imported once in a run, and every test gets a copy of its own. */
export async function openWorkspaceWith(files: Readonly<Record<string, string>>): Promise<Workspace> {
  const name = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 24);
  return openWorkspace(await onceARun(`files-${name}`, (file) => makeTemplate(files, file)));
}

async function makeTemplate(files: Readonly<Record<string, string>>, file: string): Promise<void> {
  const { workspace, close } = makeWorkspace();
  try {
    for (const [name, text] of Object.entries(files)) await workspace.put(name, text);
    await workspace.db.sqlite.backup(file);
  } finally {
    close();
  }
}
