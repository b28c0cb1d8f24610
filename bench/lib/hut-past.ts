import { hutTypes, reservations } from '../../src/main/engine/store/hut-codes.ts';
import { draw, keyOf } from '../../src/main/sample-sites/random.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Half a year of looks, four a day. */
const looksPerDay = 4;
export const lookCount = 182 * looksPerDay;
/** Nights that each hut has, counted from the first day. */
export const nightCount = 365;
/** How probable it is that a night has changed from one look to the next. */
const changeRate = 0.0487;

/** Takes the cells of a row. */
type Write = (...cells: readonly (number | null)[]) => void;

const typeCode = { hut: hutTypes.indexOf('hut'), closed: hutTypes.indexOf('closed') };
const reservationCode = { open: reservations.indexOf('possible'), closed: reservations.indexOf('not_possible') };

type Standing = 'open' | 'closed' | 'unlisted';

/**
 * Half a year of looks at a thousand huts as the change log would have kept them, from a fixed seed. Every state is handed
 * out when it is found, in the order of looks. Its end is given along at once, because when it will be replaced is drawn
 * together with it; nights that pass get no more states.
 */
export class HutPast {
  readonly hutCount = 1000;
  readonly from = Date.UTC(2026, 4, 24);
  /** When the newest look was over. */
  readonly until = this.from + lookCount * (dayMs / looksPerDay);
  readonly stepMs = dayMs / looksPerDay;
  readonly firstNight = this.from / dayMs;
  readonly #nextLook = new Int16Array(this.hutCount * nightCount);
  readonly #free = new Int16Array(this.hutCount * nightCount);
  readonly #since = new Float64Array(this.hutCount * nightCount);
  readonly #standing: Standing[] = Array.from({ length: this.hutCount * nightCount }, () => 'open');

  /** Targets are numbered from 1 in the order of huts. */
  targetOf(hut: number): number {
    return hut + 1;
  }

  /** When a hut was looked at: the huts of a round come one after another. */
  instant(hut: number, look: number): number {
    return this.from + look * this.stepMs + hut * 400;
  }

  totalOf(hut: number): number {
    return 20 + Math.floor(draw(keyOf(3, hut, 0), 0) * 100);
  }

  /** Hands out every state that a round of looks found. */
  look(look: number, write: Write): void {
    const today = Math.floor(look / looksPerDay);
    for (let hut = 0; hut < this.hutCount; hut += 1) {
      for (let night = today; night < nightCount; night += 1) {
        if (this.#nextLook[hut * nightCount + night] === look) this.#change(look, hut, night, write);
      }
    }
  }

  #change(look: number, hut: number, night: number, write: Write): void {
    const place = hut * nightCount + night;
    const key = keyOf(5, place, look);
    const total = this.totalOf(hut);
    const isFirst = look === 0;
    this.#standing[place] = isFirst ? 'open' : standingAfter(this.#standing[place] ?? 'open', draw(key, 0));
    this.#free[place] = isFirst ? total : freeAfter(this.#free[place] ?? 0, total, key);
    const distance = 1 + Math.floor(Math.log(1 - draw(key, 1)) / Math.log(1 - changeRate));
    const next = look + distance;
    this.#nextLook[place] = Math.min(next, lookCount);
    const lastOfNight = (night + 1) * looksPerDay - 1;
    const last = Math.min(next - 1, lastOfNight);
    const at = this.instant(hut, look);
    this.#since[place] = at;
    const isOpenStill = last >= lookCount - 1;
    write(
      this.targetOf(hut),
      this.firstNight + night,
      at,
      isOpenStill ? null : this.instant(hut, last),
      Number(this.#standing[place] !== 'unlisted'),
      Number(!isFirst),
      look * 12 + 1,
      ...this.#cells(place, total),
    );
  }

  /** Hands out how every night stands now. */
  states(write: Write): void {
    for (let hut = 0; hut < this.hutCount; hut += 1) {
      for (let night = 0; night < nightCount; night += 1) {
        const place = hut * nightCount + night;
        const passed = (night + 1) * looksPerDay;
        const isGone = this.#standing[place] === 'unlisted';
        const since = this.#since[place] ?? 0;
        const missing = isGone ? since : passed < lookCount ? this.instant(hut, passed) : null;
        const cells = isGone
          ? [null, null, typeCode.closed, reservationCode.closed]
          : this.#cells(place, this.totalOf(hut));
        write(this.targetOf(hut), this.firstNight + night, since, missing, ...cells);
      }
    }
  }

  /** Beds, type and reservation. */
  #cells(place: number, total: number): (number | null)[] {
    const standing = this.#standing[place];
    if (standing === 'unlisted') return [null, null, null, null];
    if (standing === 'closed') return [null, 0, typeCode.closed, reservationCode.closed];
    return [this.#free[place] ?? 0, total, typeCode.hut, reservationCode.open];
  }
}

/** Now and then a night is closed or goes from the list, and comes back the next time it changes. */
function standingAfter(before: Standing, drawn: number): Standing {
  if (before !== 'open') return 'open';
  if (drawn < 0.01) return 'closed';
  return drawn < 0.013 ? 'unlisted' : 'open';
}

/** Beds are taken more often than they come free; it is never as many as before. */
function freeAfter(before: number, total: number, key: number): number {
  const size = 1 + Math.floor(draw(key, 2) * 4);
  const wanted = draw(key, 3) < 0.6 ? before - size : before + size;
  if (wanted >= 0 && wanted <= total) return wanted;
  return wanted < 0 ? before + size : before - size;
}
