import { writeFileSync } from 'node:fs';

/** What a row of samples comes to. */
export interface Summary {
  readonly count: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly p95: number;
}

/** The bound that a figure shall keep. */
export type Target = { readonly atMost: number } | { readonly atLeast: number };

/** One line of the report. */
export interface Figure {
  readonly what: string;
  /** The figure that the target is about, in `unit`. */
  readonly value: number;
  /** `x` is a ratio of two things measured side by side. */
  readonly unit: 'x' | 'ms' | 'rows' | 'bytes';
  readonly target: Target | null;
  /** Null where there is no target. */
  readonly isMet: boolean | null;
  /** What was measured, and what it was measured against, in the unit that their names say. */
  readonly samples: Readonly<Record<string, Summary>>;
  readonly note: string;
}

/** Median, extremes and 95th percentile of at least one sample. */
export function summarize(samples: readonly number[]): Summary {
  const sorted = samples.toSorted((left, right) => left - right);
  return {
    count: sorted.length,
    median: quantile(sorted, 0.5),
    min: quantile(sorted, 0),
    max: quantile(sorted, 1),
    p95: quantile(sorted, 0.95),
  };
}

/** Between two samples it lies on the line from one to the other. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new Error('Nothing was measured.');
  return below + (above - below) * (place - Math.floor(place));
}

/** Two things measured in turn; `names` are those of ours and of what it is held against. */
export interface Pairs {
  readonly what: string;
  readonly names: readonly [ours: string, against: string];
  /** Each pair was measured one right after the other, so that both saw the same machine. */
  readonly pairs: readonly (readonly [ours: number, against: number])[];
  readonly target: Target | null;
  readonly note: string;
}

/** The figure of pairs: the median of their ratios, ours divided by the other. */
export function ratioFigure({ what, names, pairs, target, note }: Pairs): Figure {
  const ratios = summarize(pairs.map(([ours, against]) => ours / against));
  const samples = {
    [names[0]]: summarize(pairs.map(([ours]) => ours)),
    [names[1]]: summarize(pairs.map(([, against]) => against)),
    'ratio of each pair': ratios,
  };
  return { what, value: ratios.median, unit: 'x', target, isMet: meets(ratios.median, target), samples, note };
}

/** A figure in milliseconds. */
export function timeFigure(figure: Omit<Figure, 'unit' | 'isMet'>): Figure {
  return plainFigure({ ...figure, unit: 'ms' });
}

/** A figure that is held against its target as it is. */
export function plainFigure(figure: Omit<Figure, 'isMet'>): Figure {
  return { ...figure, isMet: meets(figure.value, figure.target) };
}

function meets(value: number, target: Target | null): boolean | null {
  if (target === null) return null;
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}

/** What `scripts/bench.mjs` tells a benchmark: where its figures go and where it may keep data between runs. */
export interface Errand {
  readonly reportFile: string;
  readonly cacheFolder: string;
}

/** Reads the arguments of a benchmark. */
export function readErrand(argv: readonly string[] = process.argv): Errand {
  const [, , reportFile, cacheFolder] = argv;
  if (reportFile === undefined || cacheFolder === undefined) throw new Error('Start it with: npm run bench');
  return { reportFile, cacheFolder };
}

/** Hands in the figures of a benchmark with the runtime they were measured in. */
export function report({ reportFile }: Errand, runtime: string, figures: readonly Figure[]): void {
  writeFileSync(reportFile, JSON.stringify({ runtime, figures }));
}

/** Says how far it got, on stderr. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** This process's runtime in words. */
export function describeRuntime(): string {
  const { electron, node } = process.versions;
  return electron === undefined ? `Node ${node}` : `the Node ${node} of Electron ${electron}`;
}
