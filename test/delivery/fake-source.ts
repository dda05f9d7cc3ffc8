import type { DigestSource, Freshness, Late, Made } from '../../src/delivery/source.ts';

/** A source of digests that says what it is told, and remembers what it was asked. */
export class FakeSource implements DigestSource {
  freshness: DigestSource['freshness'] = async () => ({ state: 'fresh', about: 'week' });
  content: (label: string) => Made | Promise<Made> = (label) => ({
    ...{ kind: 'content', line: `line ${label}`, payload: { whole: label }, quiet: false },
  });
  patience = 3 * 3_600_000;
  readonly made: { label: string; late: Late | null }[] = [];

  patienceMs(): number {
    return this.patience;
  }

  async make(_: unknown, slot: { label: string }, late: Late | null): Promise<Made> {
    this.made.push({ label: slot.label, late });
    return await this.content(slot.label);
  }

  waitingNotice: DigestSource['waitingNotice'] = async (_, slot) => ({
    line: `waits ${slot.label}`,
    payload: { waits: slot.label },
  });

  failureNotice: DigestSource['failureNotice'] = async (_, { reason }) => ({
    line: `failed ${reason}`,
    payload: { reason },
  });

  /** Its data is there from a moment on. */
  freshFrom(now: () => number, from: number): void {
    this.freshness = async (): Promise<Freshness> =>
      now() >= from
        ? { state: 'fresh', about: '2026-11-15..2026-11-21' }
        : { state: 'waiting', about: '2026-11-15..2026-11-21', newest: '2026-11-08..2026-11-14', reports: ['calling'] };
  }
}
