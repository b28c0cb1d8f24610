import TinyQueue from 'tinyqueue';
import type { EpochMs } from '#shared/model/primitives.ts';

interface Entry {
  readonly id: string;
  readonly at: EpochMs;
}

/** When each schedule is looked at next; thousands of them cost as little as a few. */
export class DueQueue {
  readonly #entries = new TinyQueue<Entry>([], (left, right) => left.at - right.at);
  /** What the entries hold beside is out of date. */
  readonly #nextAt = new Map<string, EpochMs>();

  /** Sets when a schedule is looked at next; null never. */
  set(id: string, at: EpochMs | null): void {
    if (at === null) this.#nextAt.delete(id);
    else if (this.#nextAt.get(id) !== at) {
      this.#nextAt.set(id, at);
      this.#entries.push({ id, at });
    }
  }

  /** Takes out what has come; it is looked at no more until it is set again. */
  take(now: EpochMs): string[] {
    const ids: string[] = [];
    for (let entry = this.#entries.peek(); entry !== undefined && entry.at <= now; entry = this.#entries.peek()) {
      this.#entries.pop();
      if (this.#nextAt.get(entry.id) !== entry.at) continue;
      this.#nextAt.delete(entry.id);
      ids.push(entry.id);
    }
    return ids;
  }

  /** When the next one comes; undefined while there is none. */
  nextAt(): EpochMs | undefined {
    for (let entry = this.#entries.peek(); entry !== undefined; entry = this.#entries.peek()) {
      if (this.#nextAt.get(entry.id) === entry.at) return entry.at;
      this.#entries.pop();
    }
    return undefined;
  }
}
