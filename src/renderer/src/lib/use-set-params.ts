import { createContext, useContext } from 'react';
import { useNavigate } from 'react-router';

/** Reads the query of the address as it is now; the router's own hook knows the one of the last drawing. */
export const AddressQuery = createContext<() => string>(() => {
  throw new Error('Parameters of the address can be set below an AddressQuery only.');
});

type EditParams = (edit: (current: URLSearchParams) => URLSearchParams | Record<string, string>) => void;

/**
 * Rewrites the parameters of the address, without a step to go back to. Of two edits before the page is drawn again,
 * the second goes out from what the first one wrote.
 */
export function useEditParams(): EditParams {
  const readQuery = useContext(AddressQuery);
  const navigate = useNavigate();
  return (edit) =>
    void navigate(`?${new URLSearchParams(edit(new URLSearchParams(readQuery()))).toString()}`, { replace: true });
}

/** Sets parameters of the address, all at once, and leaves the others; the empty text takes one away. */
export function useSetParams<Name extends string>(): (changes: Readonly<Partial<Record<Name, string>>>) => void {
  const editParams = useEditParams();
  return (changes) =>
    editParams((next) => {
      for (const [name, value] of Object.entries<string | undefined>(changes)) {
        if (value === undefined || value === '') next.delete(name);
        else next.set(name, value);
      }
      return next;
    });
}
