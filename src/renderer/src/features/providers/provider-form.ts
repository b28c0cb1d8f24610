import type { FieldProblem } from '#shared/contract/schedules.ts';
import { Provider } from '#shared/model/booking.ts';
import type { AvailabilityWindow, ProviderException } from '#shared/model/booking.ts';
import { Weekday } from '#shared/schedule/rule.ts';
import { draftProblems, takenProblem } from '../../lib/draft-problems.ts';

/** A stretch with its break as it is typed; an empty break is none. */
export interface StretchForm {
  readonly from: string;
  readonly until: string;
  readonly breakFrom: string;
  readonly breakUntil: string;
}

/** The same stretch on several days of the week. */
export interface WindowForm extends StretchForm {
  readonly days: readonly Weekday[];
}

/** A date that is not as in other weeks; fields that its kind has not are kept meanwhile. */
export interface ExceptionForm extends StretchForm {
  readonly kind: ProviderException['kind'];
  readonly date: string;
  readonly reason: string;
}

/** The editor's fields of a provider. */
export interface ProviderForm {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly windows: readonly WindowForm[];
  readonly exceptions: readonly ExceptionForm[];
}

/** A form for a new provider, with working hours to begin with. */
export function emptyProviderForm(timeZone: string): ProviderForm {
  return {
    id: '',
    name: '',
    timeZone,
    windows: [{ days: Weekday.options.slice(0, 5), from: '09:00', until: '17:00', breakFrom: '', breakUntil: '' }],
    exceptions: [],
  };
}

/** The form of a stored provider; days with the same hours share a line. */
export function providerFormOf({ id, name, timeZone, availability, exceptions }: Provider): ProviderForm {
  return { id, name, timeZone, windows: windowFormsOf(availability), exceptions: exceptions.map(exceptionFormOf) };
}

/** Lines of hours; a day stands in a line once, so that several equal windows of a day stay several. */
export function windowFormsOf(availability: readonly AvailabilityWindow[]): readonly WindowForm[] {
  const lines: { days: Weekday[]; stretch: StretchForm }[] = [];
  for (const window of availability) {
    const stretch = stretchFormOf(window);
    const line = lines.find((each) => isSameStretch(each.stretch, stretch) && !each.days.includes(window.weekday));
    if (line === undefined) lines.push({ days: [window.weekday], stretch });
    else line.days.push(window.weekday);
  }
  return lines.map(({ days, stretch }) => ({ days: Weekday.options.filter((day) => days.includes(day)), ...stretch }));
}

function stretchFormOf(stretch: Omit<AvailabilityWindow, 'weekday'>): StretchForm {
  const { from, until, breakFrom, breakUntil } = stretch;
  return { from, until, breakFrom: breakFrom ?? '', breakUntil: breakUntil ?? '' };
}

function isSameStretch(a: StretchForm, b: StretchForm): boolean {
  return a.from === b.from && a.until === b.until && a.breakFrom === b.breakFrom && a.breakUntil === b.breakUntil;
}

function exceptionFormOf(exception: ProviderException): ExceptionForm {
  const hours = { from: '09:00', until: '13:00', breakFrom: '', breakUntil: '' };
  return exception.kind === 'closed'
    ? { kind: 'closed', date: exception.date, reason: exception.reason, ...hours }
    : { kind: 'extra', date: exception.date, reason: '', ...stretchFormOf(exception) };
}

/** What a form comes to. */
export interface CheckedProvider {
  /** Null while something is wrong. */
  readonly provider: Provider | null;
  /** By the paths of the form: `windows.2.from`. */
  readonly problems: readonly FieldProblem[];
}

/** The provider that a form says, or what is wrong with it; `taken` are ids that it cannot have. */
export function checkProvider(form: ProviderForm, taken: readonly string[] = []): CheckedProvider {
  // One line of the form is a window for each of its days.
  const lines = form.windows.flatMap((window, line) => window.days.map((weekday) => ({ weekday, window, line })));
  const parsed = Provider.safeParse({
    id: form.id.trim(),
    name: form.name,
    timeZone: form.timeZone.trim(),
    availability: lines.map(({ weekday, window }) => ({ weekday, ...stretchOf(window) })),
    exceptions: form.exceptions.map(exceptionOf),
  });
  const problems = [
    ...form.windows.flatMap(({ days }, line) =>
      days.length === 0 ? [{ path: ['windows', line, 'days'], message: 'name at least one day' }] : [],
    ),
    ...takenProblem(form.id, taken, 'provider'),
    ...draftProblems(parsed.error, (path) => formPath(path, lines)),
  ];
  return { provider: problems.length === 0 ? (parsed.data ?? null) : null, problems };
}

function formPath(path: FieldProblem['path'], lines: readonly { readonly line: number }[]): FieldProblem['path'] {
  const [root, index, ...rest] = path;
  if (root !== 'availability') return path;
  if (typeof index !== 'number') return ['windows'];
  return ['windows', lines[index]?.line ?? index, ...rest];
}

function stretchOf({ from, until, breakFrom, breakUntil }: StretchForm): Readonly<Record<string, string | null>> {
  const text = (value: string): string | null => (value.trim() === '' ? null : value.trim());
  return { from: from.trim(), until: until.trim(), breakFrom: text(breakFrom), breakUntil: text(breakUntil) };
}

function exceptionOf(form: ExceptionForm): unknown {
  const { kind, date, reason } = form;
  return kind === 'closed' ? { kind, date, reason: reason.trim() } : { kind, date, ...stretchOf(form) };
}
