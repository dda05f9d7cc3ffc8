import { onTestFinished } from 'vitest';
import { makeWorkspace, type Workspace } from './make-workspace.ts';

export { makeWorkspace, type Workspace } from './make-workspace.ts';

/** To be called inside a test. */
export function openWorkspace(): Workspace {
  const { workspace, close } = makeWorkspace();
  onTestFinished(close);
  return workspace;
}
