import { SavedView } from '#shared/contract/work-orders.ts';
import { AppError } from '#shared/errors.ts';
import type { Connection } from './connection.ts';

/** Ways to look at the table of work orders. */
export interface SavedViews {
  /** By name. */
  list(): SavedView[];
  /** Adds a view, or replaces the one with its id. */
  save(view: SavedView): void;
  /** Rejects with `not_found`. */
  remove(id: string): void;
}

/** Makes the views of a connection. */
export function createSavedViews({ prepare }: Connection): SavedViews {
  return {
    list: () =>
      prepare<string>("SELECT view FROM saved_view WHERE area = 'work-orders' ORDER BY name COLLATE NOCASE, id")
        .pluck()
        .all()
        .map((text) => SavedView.parse(JSON.parse(text))),
    save(view) {
      prepare(
        `INSERT INTO saved_view (id, area, name, view) VALUES (?, 'work-orders', ?, ?)
         ON CONFLICT DO UPDATE SET name = excluded.name, view = excluded.view`,
      ).run(view.id, view.name, JSON.stringify(view));
    },
    remove(id) {
      const { changes } = prepare("DELETE FROM saved_view WHERE id = ? AND area = 'work-orders'").run(id);
      if (changes === 0) throw new AppError('not_found', 'There is no such view any more.');
    },
  };
}
