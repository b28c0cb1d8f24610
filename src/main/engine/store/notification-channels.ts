import { AppError } from '#shared/errors.ts';
import { Channel } from '#shared/model/notification.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** Ways to tell people. Removed ones are left out everywhere. */
export interface NotificationChannels {
  /** By id. */
  list(): Channel[];
  find(id: string): Channel | undefined;
  /** Like `find`; rejects with `not_found`. */
  get(id: string): Channel;
  /** Adds or replaces; one that was removed comes back. */
  save(channel: Channel, now: EpochMs): void;
  /** Removes; what was sent over it stays in the log. Rejects with `not_found`. */
  remove(id: string, now: EpochMs): void;
}

/** Makes the channels of a connection. */
export function createNotificationChannels(connection: Connection): NotificationChannels {
  const { prepare } = connection;
  const select = prepare<string>(
    'SELECT settings FROM notification_channel WHERE id = ? AND removed_at IS NULL',
  ).pluck();
  const all = prepare<string>('SELECT settings FROM notification_channel WHERE removed_at IS NULL ORDER BY id').pluck();
  const find = (id: string): Channel | undefined => {
    const settings = select.get(id);
    return settings === undefined ? undefined : Channel.parse(JSON.parse(settings));
  };
  return {
    list: () => all.all().map((settings) => Channel.parse(JSON.parse(settings))),
    find,
    get(id) {
      const channel = find(id);
      if (channel === undefined) throw new AppError('not_found', `There is no channel "${id}".`);
      return channel;
    },
    save: (channel, now) =>
      void prepare(
        `INSERT INTO notification_channel (id, settings, created_at, removed_at) VALUES (?, ?, ?, NULL)
         ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, removed_at = NULL`,
      ).run(channel.id, JSON.stringify(channel), now),
    remove(id, now) {
      const { changes } = prepare(
        'UPDATE notification_channel SET removed_at = ? WHERE id = ? AND removed_at IS NULL',
      ).run(now, id);
      if (changes === 0) throw new AppError('not_found', `There is no channel "${id}".`);
    },
  };
}
