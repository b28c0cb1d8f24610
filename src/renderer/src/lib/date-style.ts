/** How dates and numbers are written: with words of a language, or as ISO 8601 and ISO 80000 write them. */
export type DateStyle = 'words' | 'iso';

let style: DateStyle = 'words';

/** Every date and number that is written from now on; what stands on the page has to be drawn anew. */
export function writeAs(wanted: DateStyle): void {
  style = wanted;
}

/** Writes a date, UTC epoch milliseconds, or a number. */
export interface Format {
  format(value: number): string;
}

/** One format or the other, by how dates are written now. */
export function styled(words: Format, iso: Format): Format {
  return { format: (value) => (style === 'iso' ? iso : words).format(value) };
}

/** A format that is made when it is used first: making one costs milliseconds, and most are never used. */
export function lazily(make: () => Format): Format {
  let made: Format | null = null;
  return {
    format: (value) => {
      made ??= make();
      return made.format(value);
    },
  };
}

/** Dates in the words of the program's language, in the viewer's zone where none is named. */
export function inWords(options: Intl.DateTimeFormatOptions): Format {
  return lazily(() => new Intl.DateTimeFormat('en-GB', options));
}

/** A date in ISO 8601 on the calendar of a zone, the viewer's where none is named: `2026-11-21`, or a part of it. */
export function isoDate(timeZone?: string, from = 0, until = 10): Format {
  // Swedish writes dates as the norm does.
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const whole = lazily(() => new Intl.DateTimeFormat('sv-SE', timeZone === undefined ? day : { ...day, timeZone }));
  return { format: (at) => whole.format(at).slice(from, until) };
}
