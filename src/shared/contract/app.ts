import { z } from 'zod';
import { Contact } from '../model/contact.ts';
import { preferenceNames } from '../model/preferences.ts';
import { EpochMs } from '../model/primitives.ts';
import { command, query } from './define.ts';

/** What the window must know of the program it shows. */
export const AppInfo = z.strictObject({
  version: z.string(),
  electron: z.string(),
  /** The profile folder's own name; never its path. */
  profileName: z.string(),
  /** Sample data from the built-in sites instead of the user's own. */
  isDemo: z.boolean(),
  platform: z.string(),
});
export type AppInfo = z.infer<typeof AppInfo>;

/** How much of a host's daily budget is left. */
export const HostBudget = z.strictObject({
  host: z.string(),
  usedToday: z.int(),
  requestsPerDay: z.int(),
  /** Rounds asks nothing of this host before then; null when free. */
  notBefore: EpochMs.nullable(),
  /** Why it waits, in words; null when free. */
  waitReason: z.string().nullable(),
});
export type HostBudget = z.infer<typeof HostBudget>;

/** What belongs to the profile, and to this account on this machine. */
export const AppSettings = z.strictObject({
  /** Goes into the User-Agent of every request; null: none. */
  contact: Contact.nullable(),
  /** Whether Rounds starts when this account signs in; null where the system cannot be asked. */
  startsAtLogin: z.boolean().nullable(),
});
export type AppSettings = z.infer<typeof AppSettings>;

const Nothing = z.strictObject({});

export const appOperations = {
  'app.info': query(Nothing, AppInfo),
  'app.settings': query(Nothing, AppSettings),
  /** Keeps the settings; fails with `refused` where the system does not let Rounds start at login. */
  'app.saveSettings': command(AppSettings, AppSettings),
  /** Keeps what was chosen for the window alone; the page finds it in its address when it is opened the next time. */
  'app.keepPreference': command(
    z.strictObject({ name: z.enum(preferenceNames), value: z.string().max(10_000) }),
    Nothing,
  ),
  'app.hosts': query(Nothing, z.array(HostBudget)),
  /** Starts Rounds anew on a profile of its own, filled from the built-in sample sites. */
  'app.openDemo': command(Nothing, Nothing),
  /** Leaves the sample data and starts Rounds anew on the user's own profile. */
  'app.leaveDemo': command(Nothing, Nothing),
  /** Opens an http(s) address in the user's browser. Fails with `invalid_input` for anything else. */
  'app.openLink': command(z.strictObject({ url: z.string().max(2000) }), Nothing),
};
