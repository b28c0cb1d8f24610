import { AppError } from '#shared/errors.ts';
import type { Ports } from '../ports.ts';

const refuse = async (): Promise<never> => {
  throw new AppError('refused', 'There is nothing of that kind here.');
};

/** Ports of a process that has no browser, no keychain and no way to tell anybody. */
export const nothingOutside: Pick<Ports, 'pages' | 'vault' | 'deliver'> = {
  pages: { open: refuse },
  vault: {
    keychain: async () => ({ isThere: false, description: 'There is no keychain here.' }),
    seal: refuse,
    open: refuse,
  },
  deliver: { desktop: () => false, mail: refuse, post: refuse },
};
