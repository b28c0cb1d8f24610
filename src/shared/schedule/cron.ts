/** One field of a cron rule. */
export interface CronField {
  readonly text: string;
  /** Ascending, without repeats. */
  readonly values: readonly number[];
  /** Begins with a star, with or without a step: the field restricts nothing or only thins out. */
  readonly isStar: boolean;
}

/** A cron rule, read. Days of the week count from Sunday 0. */
export interface Cron {
  readonly minute: CronField;
  readonly hour: CronField;
  readonly dayOfMonth: CronField;
  readonly month: CronField;
  readonly dayOfWeek: CronField;
}

interface FieldKind {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const kinds = {
  minute: { name: 'minute', min: 0, max: 59 },
  hour: { name: 'hour', min: 0, max: 23 },
  dayOfMonth: { name: 'day of month', min: 1, max: 31 },
  month: {
    name: 'month',
    min: 1,
    max: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  dayOfWeek: { name: 'day of week', min: 0, max: 7, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
} as const satisfies Record<keyof Cron, FieldKind>;

const nicknames: ReadonlyMap<string, string> = new Map([
  ['@hourly', '0 * * * *'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@weekly', '0 0 * * 0'],
  ['@monthly', '0 0 1 * *'],
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
]);

// Thousands of schedules share few rules. What is kept follows from the text alone.
const readBefore = new Map<string, Cron | string>();
const mostKept = 500;

/**
 * Reads five fields: minute, hour, day of month, month, day of week; or a nickname such as `@daily`. A field holds
 * `*`, numbers, ranges `a-b`, steps `a-b/n` (also of a star), lists of them, and names `jan`–`dec`, `sun`–`sat`; 7 is Sunday.
 * Returns what is wrong as a sentence without its end where it cannot be read.
 */
export function parseCron(text: string): Cron | string {
  if (text.length > 200) return 'is longer than 200 characters';
  const known = readBefore.get(text);
  if (known !== undefined) return known;
  if (readBefore.size >= mostKept) readBefore.clear();
  const cron = readCron(text);
  readBefore.set(text, cron);
  return cron;
}

function readCron(text: string): Cron | string {
  const trimmed = text.trim();
  const fields = (nicknames.get(trimmed.toLowerCase()) ?? trimmed).split(/\s+/);
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields;
  if (trimmed.startsWith('@') && fields.length === 1) {
    return `${trimmed} is not known; known are ${[...nicknames.keys()].join(', ')}`;
  }
  if (
    fields.length !== 5 ||
    minute === undefined ||
    hour === undefined ||
    dayOfMonth === undefined ||
    month === undefined ||
    dayOfWeek === undefined
  ) {
    return 'must have five fields: minute, hour, day of month, month, day of week';
  }
  try {
    return {
      minute: parseField(minute, kinds.minute),
      hour: parseField(hour, kinds.hour),
      dayOfMonth: parseField(dayOfMonth, kinds.dayOfMonth),
      month: parseField(month, kinds.month),
      dayOfWeek: parseField(dayOfWeek, kinds.dayOfWeek),
    };
  } catch (error) {
    if (error instanceof CronProblem) return error.message;
    throw error;
  }
}

class CronProblem extends Error {}

function parseField(text: string, kind: FieldKind): CronField {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    for (const value of parsePart(part, kind)) values.add(kind.max === 7 ? value % 7 : value);
  }
  return { text, values: [...values].toSorted((a, b) => a - b), isStar: text.startsWith('*') };
}

function parsePart(part: string, kind: FieldKind): number[] {
  const [, range = '', step] = /^([^/]+)(?:\/(\d{1,4}))?$/.exec(part) ?? [];
  if (range === '') throw new CronProblem(`cannot read ${JSON.stringify(part)} as ${kind.name}`);
  const isStar = range === '*';
  const [low, high] = isStar ? [kind.min, kind.max === 7 ? 6 : kind.max] : parseRange(range, kind);
  if (step !== undefined && !isStar && !range.includes('-')) {
    throw new CronProblem(`${kind.name} ${part} has a step without a range: write ${range}-${kind.max}/${step}`);
  }
  const distance = Number(step ?? 1);
  if (distance < 1 || distance > kind.max) {
    throw new CronProblem(`${kind.name} has a step of ${distance}: it must be 1 to ${kind.max}`);
  }
  return Array.from({ length: Math.floor((high - low) / distance) + 1 }, (_, index) => low + index * distance);
}

function parseRange(text: string, kind: FieldKind): [number, number] {
  const [from = '', until = from, ...rest] = text.split('-');
  if (rest.length > 0) throw new CronProblem(`cannot read ${JSON.stringify(text)} as ${kind.name}`);
  const low = parseValue(from, kind);
  const end = parseValue(until, kind);
  // `sat-sun` ends on the Sunday after, not the one before.
  const high = kind.max === 7 && end === 0 && low > 0 ? 7 : end;
  if (low > high) throw new CronProblem(`${kind.name} ${text} runs backwards: write it as two parts`);
  return [low, high];
}

function parseValue(text: string, kind: FieldKind): number {
  const named = kind.names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return named + kind.min;
  if (!/^\d{1,4}$/.test(text)) throw new CronProblem(`cannot read ${JSON.stringify(text)} as ${kind.name}`);
  const value = Number(text);
  if (value < kind.min || value > kind.max) {
    throw new CronProblem(`${kind.name} must be ${kind.min} to ${kind.max}, not ${text}`);
  }
  return value;
}

/**
 * Whether a date is one of the rule's. Day of month and day of week as in classic cron: a date must match both where
 * one of them begins with `*`, and either of them where neither does.
 */
export function cronMatchesDate(cron: Cron, date: Date): boolean {
  if (!cron.month.values.includes(date.getUTCMonth() + 1)) return false;
  const isDayOfMonth = cron.dayOfMonth.values.includes(date.getUTCDate());
  const isDayOfWeek = cron.dayOfWeek.values.includes(date.getUTCDay());
  return cron.dayOfMonth.isStar || cron.dayOfWeek.isStar ? isDayOfMonth && isDayOfWeek : isDayOfMonth || isDayOfWeek;
}
