import pino from 'pino';
import type { LogLevel } from './log-levels.ts';

/** The log every part of the program is handed. Lines are JSON, one per line. */
export type Log = pino.Logger;

interface Sink {
  write(line: string): void;
}

/**
 * A log at `level` that writes to standard error, because standard output belongs to answers.
 * Values under secret-sounding names, at any depth, and text shaped like a known token never leave it.
 * Writes are synchronous: the last line before a crash is the one that matters. `counted` is told the level of each line.
 */
export function makeLog(
  level: LogLevel,
  sink: Sink = pino.destination({ dest: 2, sync: true }),
  counted?: (level: string) => void,
): Log {
  return pino(
    {
      level,
      base: { pid: process.pid },
      formatters: { level: (label) => ({ level: label }) },
      hooks: {
        streamWrite: hideSecrets,
        logMethod(args, method, number) {
          counted?.(pino.levels.labels[number] ?? 'other');
          method.apply(this, args);
        },
      },
    },
    sink,
  );
}

const HIDDEN = '[hidden]';
const SECRET_NAME = /secret|token|password|passwd|authorization|cookie|api[-_]?key|private[-_]?key|credential/i;
const TOKEN_SHAPE = /\bxox[a-z]-[\w-]+|\bxapp-[\w-]+|\bBearer\s+[\w.~+/=-]+|\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;

/**
 * Works on the finished line, because a secret may come as a field, with a child log, on an error or inside a text.
 * That costs a parse per line, which is nothing for a program that logs what it did and not every row.
 */
function hideSecrets(line: string): string {
  const hidden = SECRET_NAME.test(line) ? hideNamed(line) : line;
  return hidden.replace(TOKEN_SHAPE, HIDDEN);
}

function hideNamed(line: string): string {
  const hide = (name: string, value: unknown) => (name !== '' && SECRET_NAME.test(name) ? HIDDEN : value);
  try {
    return `${JSON.stringify(JSON.parse(line, hide))}\n`;
  } catch {
    return `{"level":"error","msg":"a log line could not be checked for secrets and was left out"}\n`;
  }
}
