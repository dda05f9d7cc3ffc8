import { explainDatabaseError } from '../../db/open.ts';
import { loadConfig } from '../config.ts';

/** What a person is told about a failure of the database or its disk; any other failure is given back as it is. */
export function explain(error: unknown): unknown {
  return explainDatabaseError(error, loadConfig().databasePath);
}
