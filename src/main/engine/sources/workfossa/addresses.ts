import type { WorkFossaSource } from '#shared/model/source.ts';

/** Three parts of the filter as the portal's own links have them: key, label and title. */
const openOnly = 'none||No visits completed||Work Visits Completed';

/** The list of orders without a completed visit. */
export function listAddress({ baseUrl }: WorkFossaSource): string {
  return `${baseUrl}/app/work/list?work_visit_completion=${encodeURIComponent(openOnly)}&order_direction=asc`;
}

/** The page of a place, which shows its equipment: the address that the rows of the list and the recorded equipment link to. */
export function locationAddress({ baseUrl }: WorkFossaSource, locationId: string): string {
  return `${baseUrl}/app/customers/locations/${encodeURIComponent(locationId)}/`;
}
