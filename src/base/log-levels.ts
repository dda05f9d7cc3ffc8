/** Levels LOG_LEVEL may take, from most to least said. Apart from the log itself, which only a server has to load. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];
