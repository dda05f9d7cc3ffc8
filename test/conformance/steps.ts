import type { Seen, Side, Where, Who } from './side.ts';
import type { Told } from './told.ts';

/** One thing that was done, and what came of it. */
export interface Step {
  readonly did: string;
  readonly seen: Seen;
}

/** Somebody doing one thing after the other on a side; everything is kept. */
export class Steps {
  readonly side: Side;
  readonly done: Step[] = [];

  constructor(side: Side) {
    this.side = side;
  }

  say(who: Who, text: string, where: Where = 'direct'): Promise<Seen> {
    return this.#do(`${who} in ${where}: ${text}`, () => this.side.say(who, where, text));
  }

  /** Presses on the newest thing that offers it. */
  press(who: Who, does: string): Promise<Seen> {
    return this.#do(`${who} presses ${does}`, () => this.side.press(who, this.newest(does), does));
  }

  submit(who: Who, values: Readonly<Record<string, readonly string[]>>): Promise<Seen> {
    return this.#do(`${who} sends ${JSON.stringify(values)}`, () => this.side.submit(who, this.dialog(), values));
  }

  home(who: Who): Promise<Seen> {
    return this.#do(`${who} opens the page`, () => this.side.home(who));
  }

  forge(who: Who, press: string): Promise<Seen> {
    return this.#do(`${who} presses what they made themselves`, () => this.side.forge(who, this.newest(''), press));
  }

  during(did: string, deed: () => Promise<unknown>): Promise<Seen> {
    return this.#do(did, () => this.side.during(deed));
  }

  dialog(): Told {
    const found = this.#told().findLast(({ kind }) => kind === 'dialog');
    if (found === undefined) throw new Error('no dialog is open');
    return found;
  }

  newest(does: string): Told {
    const told = this.#told();
    const found = told.findLast(({ offers }) =>
      offers.some(({ press, label }) => does === '' || press?.do === does || label === does),
    );
    if (found !== undefined) return found;
    throw new Error(`nothing offers ${does}; the last was ${JSON.stringify(told.at(-1))}`);
  }

  #told(): Told[] {
    return this.done.flatMap(({ seen }) => seen.told);
  }

  async #do(did: string, deed: () => Promise<Seen>): Promise<Seen> {
    try {
      const seen = await deed();
      this.done.push({ did, seen });
      return seen;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${this.side.platform}, ${did}: ${why}`, { cause: error });
    }
  }
}
