import type { Database } from '../../db/open.ts';
import { write } from '../../db/write.ts';
import { recordChange } from '../../db/writes/audit.ts';
import { accountsChangedBy, type ChangedAccount } from '../../db/writes/changed-accounts.ts';
import { prepareIdentity } from '../../db/writes/identity.ts';
import type { Clock } from '../base/clock.ts';
import { takeWithin } from '../base/time-box.ts';
import { AccountJoiner } from './join-accounts.ts';

const COMMIT_MS = 20;

/**
 * Looks again at the records whose name, domain or country is another one now that the import is undone. Nothing is
 * joined: a file that brought these words would have been read in its turn, and what it met then cannot be known; but
 * a person is asked. To be called before the rows of the import are cleared away.
 */
export async function reviewAfterUndo(db: Database, clock: Clock, undone: number): Promise<void> {
  const byImport = new Map<number, ChangedAccount[]>();
  for (const changed of accountsChangedBy(db, undone)) {
    const group = byImport.get(changed.importId);
    if (group) group.push(changed);
    else byImport.set(changed.importId, [changed]);
  }
  for (const [importId, accounts] of byImport) {
    const identity = prepareIdentity(db, importId, clock.now());
    const joiner = new AccountJoiner(identity, false);
    for (let from = 0; from < accounts.length; ) {
      from += await write(db, clock, () => {
        const asked = joiner.placements.counts.matches;
        const taken = takeWithin(clock, COMMIT_MS, accounts, from, ({ source, key }) => {
          const account = identity.account(source, key);
          if (account) joiner.decide(account);
        });
        if (joiner.placements.counts.matches > asked)
          recordChange(db, { at: clock.now(), actor: null, action: 'undo.matches', subject: String(undone) });
        return taken;
      });
    }
  }
}
