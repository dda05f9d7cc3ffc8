/** One leg of a call as it is stored; `facts` is JSON. */
export interface LegRow {
  readonly org: string;
  readonly reportId: string;
  /** Epoch milliseconds, like all moments here. */
  readonly reportAt: number;
  readonly correlationId: string;
  readonly localCallId: string | null;
  readonly transferCallId: string | null;
  readonly facts: string;
  readonly releasedAt: number;
}
