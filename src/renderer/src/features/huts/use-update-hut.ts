import { useCommand } from '../../lib/queries.ts';

/** Looking at huts now: the ones named, due or not. */
export function useUpdateHut(): { readonly update: (slug: string) => void; readonly isStarting: boolean } {
  const start = useCommand('runs.start');
  return {
    isStarting: start.isPending,
    update: (slug) =>
      start.mutate({ kind: 'huts.update', params: { huts: [slug] }, reason: 'Asked for in the window' }),
  };
}
