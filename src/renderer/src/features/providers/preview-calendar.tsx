import { useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { PreviewSlot, SlotPreview } from '#shared/contract/bookings.ts';
import { formatNightShort, formatWeekday } from '../../lib/format.ts';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { dayWords, fateWord, fates, previewDays } from './preview-words.ts';
import type { Fate, FateCounts, PreviewDay } from './preview-words.ts';

const WEEK = 7;

/** A sign for each fate, so that none is told by its colour alone. */
const signs: Readonly<Record<Fate, string>> = { stays: '●', new: '+', goes: '−', booked: '■' };

interface PreviewCalendarProps {
  readonly preview: SlotPreview;
  readonly names: ReadonlyMap<string, string>;
  /** Whether slots say whose service they are. */
  readonly hasNames: boolean;
}

/** Fourteen days with what becomes of their slots; arrow keys walk them, and the day walked to is shown in full. */
export function PreviewCalendar({ preview, names, hasNames }: PreviewCalendarProps): ReactNode {
  const days = previewDays(preview);
  const [wanted, setWanted] = useState<string | null>(null);
  const ref = useRef<HTMLFieldSetElement>(null);
  const firstBusy = days.findIndex(({ slots }) => slots.length > 0);
  const found = days.findIndex(({ date }) => date === wanted);
  const shown = found === -1 ? Math.max(0, firstBusy) : found;
  const day = days[shown];
  const goTo = (index: number): void => {
    const target = days[Math.max(0, Math.min(days.length - 1, index))];
    if (target === undefined) return;
    setWanted(target.date);
    ref.current?.querySelectorAll('button')[days.indexOf(target)]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: shown - 1,
      ArrowRight: shown + 1,
      ArrowUp: shown - WEEK < 0 ? shown : shown - WEEK,
      ArrowDown: shown + WEEK >= days.length ? shown : shown + WEEK,
      Home: 0,
      End: days.length - 1,
    };
    const target = moves[event.key];
    if (target === undefined) return;
    event.preventDefault();
    goTo(target);
  };
  return (
    <>
      <fieldset ref={ref} className="slot-days">
        <legend className="visually-hidden">Days; arrow keys move</legend>
        {days.slice(0, WEEK).map(({ date }) => (
          <span key={date} className="slot-days__weekday" aria-hidden="true">
            {formatWeekday(date)}
          </span>
        ))}
        {days.map((each, index) => (
          <DayButton
            key={each.date}
            day={each}
            isShown={index === shown}
            onShow={() => setWanted(each.date)}
            onKeyDown={onKeyDown}
          />
        ))}
      </fieldset>
      <Legend />
      {day === undefined ? null : <DaySlots day={day} names={names} hasNames={hasNames} />}
    </>
  );
}

interface DayButtonProps {
  readonly day: PreviewDay;
  readonly isShown: boolean;
  readonly onShow: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function DayButton({ day: { date, counts }, isShown, onShow, onKeyDown }: DayButtonProps): ReactNode {
  return (
    <button
      type="button"
      className="slot-day"
      tabIndex={isShown ? 0 : -1}
      aria-pressed={isShown}
      onClick={onShow}
      onKeyDown={onKeyDown}
    >
      <span className="visually-hidden">{`${formatNightShort(date)}: ${dayWords(counts)}`}</span>
      <span className="slot-day__signs" aria-hidden="true">
        <span className="slot-day__date">{Number(date.slice(8))}</span>
        <CountSigns counts={counts} />
      </span>
    </button>
  );
}

function CountSigns({ counts }: { readonly counts: FateCounts }): ReactNode {
  const shown = fates.filter((fate) => counts[fate] > 0);
  if (shown.length === 0) return <span className="slot-day__none">–</span>;
  return shown.map((fate) => (
    <span key={fate} className={`fate fate--${fate}`}>
      {signs[fate]}
      {counts[fate]}
    </span>
  ));
}

function Legend(): ReactNode {
  return (
    <ul className="slot-legend" aria-label="Legend">
      {fates.map((fate) => (
        <li key={fate}>
          <span className={`fate fate--${fate}`} aria-hidden="true">
            {signs[fate]}
          </span>
          {fateWord(fate)}
        </li>
      ))}
    </ul>
  );
}

interface DaySlotsProps {
  readonly day: PreviewDay;
  readonly names: ReadonlyMap<string, string>;
  readonly hasNames: boolean;
}

function DaySlots({ day, names, hasNames }: DaySlotsProps): ReactNode {
  const title = formatNightShort(day.date);
  return (
    <section className="section" aria-label={`Slots of ${title}`}>
      <h3>
        {title}: {dayWords(day.counts)}
      </h3>
      {day.slots.length === 0 ? null : (
        <ScrollRegion className="slot-list" label={`List of the slots of ${title}`}>
          <ul>
            {day.slots.map((slot) => (
              <SlotLine
                key={`${slot.serviceId} ${slot.startsAt}`}
                slot={slot}
                name={hasNames ? (names.get(slot.serviceId) ?? slot.serviceId) : ''}
              />
            ))}
          </ul>
        </ScrollRegion>
      )}
    </section>
  );
}

function SlotLine({ slot, name }: { readonly slot: PreviewSlot; readonly name: string }): ReactNode {
  const { from, until, fate, category, price } = slot;
  return (
    <li className="slot-line">
      <span className={`fate fate--${fate}`} aria-hidden="true">
        {signs[fate]}
      </span>
      <span className="visually-hidden">{fateWord(fate)}:</span>
      <span className={fate === 'goes' ? 'slot-line__gone nowrap' : 'nowrap'}>
        {from}–{until}
      </span>
      <span className="slot-line__name">{name}</span>
      <span className="secondary">{category}</span>
      <span className="numeric">{price}</span>
    </li>
  );
}
