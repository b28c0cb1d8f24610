import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { announce } from '../../lib/notices.ts';
import { summaryId } from '../../ui/editor-frame.tsx';
import type { Draft } from '../../lib/use-draft.ts';

interface AfterSave {
  /** Something is wrong with the form: leads to what. */
  readonly refuse: () => void;
  /** It is stored: says so, reads the list anew, and then goes to the page of what is new. */
  readonly done: (name: string, path: string | null) => void;
}

/** What follows when somebody wants a draft saved. */
export function useAfterSave<F extends object>(draft: Draft<F>): AfterSave {
  const client = useQueryClient();
  const navigate = useNavigate();
  return {
    refuse: () => document.getElementById(summaryId)?.focus(),
    done: (name, path) => {
      draft.settle();
      announce(`${name} is saved. Slots follow with the next maintenance.`);
      void client.invalidateQueries({ queryKey: ['providers.list'] }).then(() => {
        if (path !== null) void navigate(path, { replace: true });
      });
    },
  };
}
