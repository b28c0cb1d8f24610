import { draw, keyOf } from '../random.ts';
import type { SamplePlace } from './places.ts';
import { escaped } from './text.ts';

const makes = [
  { make: 'Bellwether', model: 'B3' },
  { make: 'Ostrander', model: 'OV-700' },
] as const;

/** The equipment of a place as its page shows it: two to eight dispensers, each with a code that begins with zeros. */
export function equipmentMarkup(seed: number, place: SamplePlace): string {
  const key = keyOf(seed, 7004, place.id);
  const count = 2 + Math.floor(draw(key, 0) * 7);
  const units = Array.from({ length: count }, (_, index) => unitMarkup(key, index));
  return `<div class="mt-4"><div class="group-heading flex align-baseline jc-between px-2 py-2"><div class="text-normal"><a href="#" title="Hide equipment" class="ml-1"><span class="bold" style="text-transform: capitalize;">Dispenser</span> (${count})</a></div></div> <div>${units.join('')}</div></div>`;
}

function unitMarkup(key: number, index: number): string {
  const { make, model } = makes[Math.floor(draw(key, 1) * makes.length)] ?? makes[0];
  const grades = draw(key, 10 + index) < 0.5 ? 'Regular, Plus, Premium' : 'Regular, Plus, Premium, Diesel';
  const code = String(1 + Math.floor(draw(key, 2) * 300)).padStart(4, '0');
  const serial = `EN${String(Math.floor(draw(key, 30 + index) * 1e6)).padStart(8, '0')}`;
  const fields = [
    ['Grade', grades],
    ['Stand Alone Code', code],
    ['Number of Nozzles (per side)', '3'],
    ['Meter Type', 'Electronic'],
  ].map(
    ([label = '', value = '']) =>
      `<div class="mt-2 sm-12 tab-6 lg-4"><div class="muted uppercase text-xs">${label}</div> <div class="text-xs mt-1">${escaped(value)}</div></div>`,
  );
  return `<div class="py-1.5"><div class="px-2"><div class="flex align-start"><div>${2 * index + 1}/${2 * index + 2} - ${grades} - ${make} <div class="muted text-tiny">S/N: ${serial}</div> <div class="text-tiny"><div><span class="muted uppercase">Make:</span> ${make}</div> <div><span class="muted uppercase">Model:</span> ${model}</div></div></div></div> <div class="custom-fields-view"><div class="row row-collapse">${fields.join('')}</div></div></div></div>`;
}
