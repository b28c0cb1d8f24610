import type { Store } from '../store/store.ts';

/** Everything that can be configured, in the format that an import reads, defaults written out; secrets never leave. */
export function exportConfig({ store }: { readonly store: Store }): string {
  const contact = store.settings.read('contact');
  const file = {
    version: 1,
    ...(contact !== null && { contact }),
    sources: store.sources.list(),
    buildings: store.buildings.list(),
    huts: store.huts.list(),
    providers: store.providers.list(),
    services: store.services.list(),
    schedules: store.schedules.list().map(({ schedule }) => schedule),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}
