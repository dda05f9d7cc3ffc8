import type { Config } from '../config.ts';

const TO_TRY = [
  ['expiring 90d', 'what ends in the next 90 days'],
  ['cluster act-now', 'who is ready to buy, and why'],
  ['help', 'everything that can be asked'],
] as const;

/** What a person reads once everything is up: whose data it is, three questions to try, and how to stop. */
export function welcome(demo: boolean | undefined, config: Config, url: string, atPrompt: boolean): string {
  const pulse = 'npm run -s pulse --';
  const ask = (question: string) => (atPrompt ? question : `${pulse} ask ${quoted(question)}`);
  const lines = ['', `Partner Pulse is up. Health: ${url}/healthz   readiness: ${url}/readyz`];
  if (demo === undefined) {
    lines.push('Nothing is imported yet; any question says which export to fetch from where.');
    lines.push(`→ ${pulse} import FILE   take an export in`);
  } else if (demo) {
    lines.push('It shows DEMO data of invented companies until you import your own exports:');
    lines.push(`→ ${pulse} import FILE   take an export in`);
  } else lines.push(`It answers from ${config.databasePath}.`);
  lines.push('', atPrompt ? 'Questions to try; Tab completes:' : 'Questions to try:');
  const width = Math.max(...TO_TRY.map(([question]) => ask(question).length));
  for (const [question, gives] of TO_TRY) lines.push(`→ ${ask(question).padEnd(width)}   ${gives}`);
  lines.push(atPrompt ? 'exit, Ctrl-D, or Ctrl-C twice stops it.' : 'Ctrl-C stops it.');
  return `${lines.join('\n')}\n`;
}

function quoted(question: string): string {
  return question.includes(' ') ? `"${question}"` : question;
}
