/** The parts of an address as the portal writes it, line by line. */
export interface AddressParts {
  readonly street: string | null;
  readonly crossStreet: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly county: string | null;
}

const cityLine = /^(.+?),?\s+([A-Za-z]{2})\s+(\d{5}(?:-\d{4})?)$/;
/** Street and cross street. */
const maxLinesAbove = 2;

/**
 * Reads an address from its end: county, city with state and zip, cross street if there is one, street. Gives the reason where the
 * lines are not those; no lines at all are an address that is not known.
 */
export function readAddressLines(lines: readonly string[]): AddressParts | string {
  if (lines.length === 0) return { street: null, crossStreet: null, city: null, state: null, zip: null, county: null };
  // The county is the last line, and may be missing.
  const at = [lines.length - 2, lines.length - 1].find((index) => cityLine.test(lines[index] ?? ''));
  if (at === undefined) return 'The address has no line with city, state and zip before its county.';
  if (at > maxLinesAbove) return `The address has ${lines.length} lines, which cannot be told apart.`;
  const [, city = null, state, zip = null] = cityLine.exec(lines[at] ?? '') ?? [];
  const [street = null, crossStreet = null] = lines.slice(0, at);
  return { street, crossStreet, city, state: state?.toUpperCase() ?? null, zip, county: lines[at + 1] ?? null };
}
