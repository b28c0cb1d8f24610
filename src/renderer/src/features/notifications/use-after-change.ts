import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { OperationName } from '#shared/contract/index.ts';
import { announce } from '../../lib/notices.ts';

/** What follows once something of the notifications is stored or removed: says so, reads anew, and goes back to its list. */
export function useAfterChange(list: OperationName, path: string): (sentence: string) => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (sentence) => {
    announce(sentence);
    void client.invalidateQueries({ queryKey: [list] });
    void navigate(path);
  };
}
