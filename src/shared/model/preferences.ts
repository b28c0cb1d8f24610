/** What a person chose for the window alone. */
export const preferenceNames = ['theme', 'sidebar', 'formats', 'lastPage', 'orderColumns', 'panelWidth'] as const;
export type PreferenceName = (typeof preferenceNames)[number];

/** The choices that were made, each as the text that the page understands. */
export type Preferences = Readonly<Partial<Record<PreferenceName, string>>>;

/** The parameter of the page's address that tells it the choices, as JSON, so that it can begin with them. */
export const preferencesParameter = 'preferences';

/** The choices in a JSON text; what is none of them is left out. Null where the text is no JSON of an object. */
export function parsePreferences(text: string): Preferences | null {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null) return null;
    const pairs = preferenceNames.map((name): [string, unknown] => [name, Reflect.get(read, name)]);
    return Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
  } catch {
    return null;
  }
}
