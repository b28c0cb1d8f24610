import type { Connection } from './connection.ts';

/** Small facts by name: the contact, whether a notice was shown. */
export interface Settings {
  read(key: SettingKey): string | null;
  write(key: SettingKey, value: string): void;
  remove(key: SettingKey): void;
}

export type SettingKey = 'contact' | 'trayNoticeShown' | 'demoShiftHours' | 'holdMinutes';

/** Makes the settings of a connection. */
export function createSettings(connection: Connection): Settings {
  const { sql } = connection;
  return {
    read: (key) => connection.get(sql.selectFrom('setting').select('value').where('key', '=', key))?.value ?? null,
    write: (key, value) => {
      connection.run(
        sql
          .insertInto('setting')
          .values({ key, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
      );
    },
    remove: (key) => {
      connection.run(sql.deleteFrom('setting').where('key', '=', key));
    },
  };
}
