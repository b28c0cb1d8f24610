import type { FieldProblem } from '#shared/contract/schedules.ts';
import { Service } from '#shared/model/booking.ts';
import type { ServiceStatus, ServiceTimeSlot } from '#shared/model/booking.ts';
import { Weekday } from '#shared/schedule/rule.ts';
import { draftProblems, numberOf, takenProblem } from '../../lib/draft-problems.ts';

/** A price a head from so many people on, as it is typed. */
export interface GroupPriceForm {
  readonly fromPeople: string;
  readonly pricePerPerson: string;
}

/** The same time slot on several days of the week; an empty capacity is the service's. */
export interface TimeSlotForm {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly until: string;
  readonly priceMultiplier: string;
  readonly maxBookings: string;
}

/** The editor's fields of a service. */
export interface ServiceForm {
  readonly id: string;
  readonly name: string;
  readonly status: ServiceStatus;
  readonly durationMinutes: string;
  readonly price: string;
  readonly groupPrices: readonly GroupPriceForm[];
  readonly maxBookingsPerSlot: string;
  readonly maxPeople: string;
  readonly noticeMinutes: string;
  readonly timeSlots: readonly TimeSlotForm[];
}

/** A form for a new service: a draft, so that no slot is made before it is meant. */
export function emptyServiceForm(): ServiceForm {
  return {
    id: '',
    name: '',
    status: 'draft',
    durationMinutes: '60',
    price: '',
    groupPrices: [],
    maxBookingsPerSlot: '1',
    maxPeople: '10',
    noticeMinutes: '0',
    timeSlots: [],
  };
}

/** The form of a stored service; days with the same time slot share a line. */
export function serviceFormOf(service: Service): ServiceForm {
  return {
    id: service.id,
    name: service.name,
    status: service.status,
    durationMinutes: String(service.durationMinutes),
    price: service.price,
    groupPrices: service.groupPrices.map(({ fromPeople, pricePerPerson }) => ({
      fromPeople: String(fromPeople),
      pricePerPerson,
    })),
    maxBookingsPerSlot: String(service.maxBookingsPerSlot),
    maxPeople: String(service.maxPeople),
    noticeMinutes: String(service.noticeMinutes),
    timeSlots: timeSlotFormsOf(service.timeSlots),
  };
}

function timeSlotFormsOf(slots: readonly ServiceTimeSlot[]): readonly TimeSlotForm[] {
  const lines: { days: Weekday[]; slot: Omit<TimeSlotForm, 'days'> }[] = [];
  for (const { weekday, from, until, priceMultiplier, maxBookings } of slots) {
    const slot = { from, until, priceMultiplier, maxBookings: maxBookings === null ? '' : String(maxBookings) };
    const line = lines.find((each) => isSameSlot(each.slot, slot) && !each.days.includes(weekday));
    if (line === undefined) lines.push({ days: [weekday], slot });
    else line.days.push(weekday);
  }
  return lines.map(({ days, slot }) => ({ days: Weekday.options.filter((day) => days.includes(day)), ...slot }));
}

function isSameSlot(a: Omit<TimeSlotForm, 'days'>, b: Omit<TimeSlotForm, 'days'>): boolean {
  return (
    a.from === b.from &&
    a.until === b.until &&
    a.priceMultiplier === b.priceMultiplier &&
    a.maxBookings === b.maxBookings
  );
}

/** What a form comes to. */
export interface CheckedService {
  /** Null while something is wrong. */
  readonly service: Service | null;
  /** By the paths of the form: `timeSlots.2.from`. */
  readonly problems: readonly FieldProblem[];
}

/** The service that a form says for a provider, or what is wrong with it; `taken` are ids that it cannot have. */
export function checkService(form: ServiceForm, providerId: string, taken: readonly string[] = []): CheckedService {
  // One line of the form is a slot for each of its days.
  const lines = form.timeSlots.flatMap((slot, line) => slot.days.map((weekday) => ({ weekday, slot, line })));
  const parsed = Service.safeParse({
    id: form.id.trim(),
    providerId,
    name: form.name,
    status: form.status,
    durationMinutes: numberOf(form.durationMinutes),
    price: form.price.trim(),
    groupPrices: form.groupPrices.map(({ fromPeople, pricePerPerson }) => ({
      fromPeople: numberOf(fromPeople),
      pricePerPerson: pricePerPerson.trim(),
    })),
    maxBookingsPerSlot: numberOf(form.maxBookingsPerSlot),
    maxPeople: numberOf(form.maxPeople),
    noticeMinutes: numberOf(form.noticeMinutes),
    timeSlots: lines.map(({ weekday, slot }) => ({
      weekday,
      from: slot.from.trim(),
      until: slot.until.trim(),
      priceMultiplier: slot.priceMultiplier.trim(),
      maxBookings: slot.maxBookings.trim() === '' ? null : numberOf(slot.maxBookings),
    })),
  });
  const problems = [
    ...form.timeSlots.flatMap(({ days }, line) =>
      days.length === 0 ? [{ path: ['timeSlots', line, 'days'], message: 'name at least one day' }] : [],
    ),
    ...doubledSteps(form.groupPrices),
    ...takenProblem(form.id, taken, 'service'),
    ...draftProblems(parsed.error, (path) => formPath(path, lines)),
  ];
  return { service: problems.length === 0 ? (parsed.data ?? null) : null, problems };
}

function formPath(path: FieldProblem['path'], lines: readonly { readonly line: number }[]): FieldProblem['path'] {
  const [root, index, ...rest] = path;
  if (root !== 'timeSlots' || typeof index !== 'number') return path;
  return ['timeSlots', lines[index]?.line ?? index, ...rest];
}

/** Two prices from the same number of people on would leave open which one counts. */
function doubledSteps(steps: readonly GroupPriceForm[]): readonly FieldProblem[] {
  return steps.flatMap(({ fromPeople }, index) => {
    const first = steps.findIndex((each) => each.fromPeople.trim() === fromPeople.trim());
    if (first === index || fromPeople.trim() === '') return [];
    return [{ path: ['groupPrices', index, 'fromPeople'], message: `stands in line ${first + 1} already` }];
  });
}
