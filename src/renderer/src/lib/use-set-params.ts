import { useSearchParams } from 'react-router';

/** Sets parameters of the address, all at once, and leaves the others; the empty text takes one away. */
export function useSetParams<Name extends string>(): (changes: Readonly<Partial<Record<Name, string>>>) => void {
  const [, setParams] = useSearchParams();
  return (changes) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current);
        for (const [name, value] of Object.entries<string | undefined>(changes)) {
          if (value === undefined || value === '') next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
}
