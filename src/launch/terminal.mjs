// What the launch scripts say goes to standard error: standard output belongs to the command they start.

/** @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Ends the process with exit code 1 after one message: what was wrong, and what to type next.
 * @param {string} wrong
 * @param {string} next
 * @returns {never}
 */
export function stop(wrong, next) {
  say(`${wrong}\nNext: ${next}`);
  process.exit(1);
}

/** @param {number} startedMs epoch milliseconds */
export function secondsSince(startedMs) {
  return Math.round((Date.now() - startedMs) / 1000);
}
