/** The program is being ended, and what was begun can be begun anew at the next start: it stays in the inbox. */
export class Interrupted extends Error {
  constructor() {
    super('the program is being ended');
    this.name = 'Interrupted';
  }
}
