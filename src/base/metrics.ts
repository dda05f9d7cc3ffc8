import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { type Family, type FamilyName, families } from './metric-families.ts';

/** One value, with the value of each of the family's labels. */
export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a part of the program tells now; a family that is left out, or whose value is undefined, is not told. */
export type Samples = { readonly [Name in FamilyName]?: number | readonly Sample[] | undefined };

type Part = (typeof families)['pulse_scrape_failed']['labels']['part'][number];

/** The parts of the program and how to read each; called at every scrape, so reading has to be cheap. */
export type Sources = Partial<Record<Part, () => Samples>>;

export interface Metrics {
  readonly contentType: string;
  /** Everything as Prometheus reads it. A part that cannot be read is left out and said to be. */
  text(): Promise<string>;
  /** Adds parts, or reads one from elsewhere from now on. */
  readFrom(sources: Sources): void;
}

interface MetricsOptions {
  readonly sources?: Sources;
  /** The names of our reports: the values that a label of reports may have. */
  readonly reports: readonly string[];
  /** Told what a part threw, at each scrape. */
  readonly onFailure: (part: string, error: unknown) => void;
  /** Memory, event loop and garbage collection of the process as well. */
  readonly process?: boolean;
}

/** The metrics of one program, in a registry of their own. */
export function makeMetrics({ sources: given = {}, reports, onFailure, process = false }: MetricsOptions): Metrics {
  const registry = new Registry();
  if (process) collectDefaultMetrics({ register: registry });
  const told = new Map<string, Counter | Gauge>();
  for (const [name, { kind, help, labels }] of Object.entries(families)) {
    const configuration = { name, help, labelNames: Object.keys(labels), registers: [registry] };
    told.set(name, kind === 'counter' ? new Counter(configuration) : new Gauge(configuration));
  }
  const sources: Sources = { ...given };
  const set = (name: string, value: number | readonly Sample[]) => {
    const family: Family = families[name as FamilyName];
    for (const [labels, sum] of summed(family, typeof value === 'number' ? [{ value }] : value, reports)) {
      const metric = told.get(name);
      // Every metric was emptied before: what is told is a total already.
      if (metric instanceof Counter) metric.inc(labels, sum);
      else metric?.set(labels, sum);
    }
  };
  const collect = () => {
    for (const metric of told.values()) {
      metric.reset();
      // One without labels is told as 0 after a reset, and what is not known is not 0.
      metric.remove({});
    }
    const failed: Sample[] = [];
    for (const [part, read] of Object.entries(sources)) {
      try {
        for (const [name, value] of Object.entries(read())) if (value !== undefined) set(name, value);
        failed.push({ labels: { part }, value: 0 });
      } catch (error) {
        onFailure(part, error);
        failed.push({ labels: { part }, value: 1 });
      }
    }
    set('pulse_scrape_failed', failed);
  };
  return {
    contentType: registry.contentType,
    async text() {
      collect();
      return registry.metrics();
    },
    readFrom: (more) => Object.assign(sources, more),
  };
}

type Summed = readonly [Readonly<Record<string, string>>, number];

/** Label values that are not among those named are one: `other`. */
function summed(family: Family, samples: readonly Sample[], reports: readonly string[]): Iterable<Summed> {
  const sums = new Map<string, Summed>();
  for (const { labels = {}, value } of samples) {
    const known = Object.fromEntries(
      Object.entries(family.labels).map(([label, allowed]) => {
        const is = labels[label];
        return [label, is !== undefined && (allowed ?? reports).includes(is) ? is : 'other'];
      }),
    );
    const key = JSON.stringify(known);
    sums.set(key, [known, (sums.get(key)?.[1] ?? 0) + value]);
  }
  return sums.values();
}
