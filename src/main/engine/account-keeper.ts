import { createHash, randomUUID, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { Account } from '#shared/contract/accounts.ts';
import type { WorkFossaSource } from '#shared/model/source.ts';
import type { Accounts } from './accounts.ts';
import type { Ports } from './ports.ts';
import type { PageCookie } from './rendered-pages.ts';
import { clockTime } from './sources/http-answers.ts';
import type { AccountStates } from './store/account-states.ts';
import type { SealedSecrets } from './store/sealed-secrets.ts';

/** What accounts are kept with. */
export interface AccountKeeperOptions {
  readonly ports: Pick<Ports, 'clock' | 'secrets' | 'vault' | 'log' | 'publish'>;
  readonly sealed: SealedSecrets;
  readonly states: AccountStates;
}

const Cookies = z.array(
  z.strictObject({
    name: z.string(),
    value: z.string(),
    path: z.string(),
    isSecure: z.boolean(),
    isHttpOnly: z.boolean(),
    expiresAt: z.number().nullable(),
  }),
);

/** A session of this process. */
interface KeptSession {
  readonly cookies: readonly PageCookie[];
  readonly keptAt: number;
}

/**
 * The accounts of sources: passwords from the environment first, then from the keychain; sessions in memory and, where there is a
 * keychain, sealed in the database. What is kept belongs to one address and one user name: another one gets neither.
 */
export function createAccounts(options: AccountKeeperOptions): Accounts {
  const { ports, sealed, states } = options;
  const { clock, vault, publish } = ports;
  const sessions = new Map<string, KeptSession>();
  const tell = ({ id }: WorkFossaSource): void => publish('accounts.changed', { sourceId: id });
  const forgetSession = (source: WorkFossaSource): void => {
    for (const name of sessions.keys()) if (name.startsWith(`session/${source.id}/`)) sessions.delete(name);
    sealed.forgetAll(`session/${source.id}/`);
  };
  return {
    account: (source) => describe(options, source),
    async password(source) {
      const password = await findPassword(options, source);
      if (password === null) throw nothingKept(source);
      await refuseAgain(options, source, password);
      return password;
    },
    async savePassword(source, password) {
      const secret = await vault.seal(password);
      const { refusal } = states.find(source.id);
      const isKnownBad = refusal !== null && (await fits(refusal.mark, password));
      sealed.forgetAll(`password/${source.id}/`);
      sealed.keep(nameOf('password', source), secret, clock.now());
      if (!isKnownBad) states.forgiveRefusal(source.id);
      forgetSession(source);
      tell(source);
    },
    async forgetPassword(source) {
      sealed.forgetAll(`password/${source.id}/`);
      states.forgiveRefusal(source.id);
      forgetSession(source);
      tell(source);
    },
    async noteRefused(source, password) {
      states.noteRefused(source.id, await markOf(password, randomUUID()), clock.now());
      forgetSession(source);
      tell(source);
    },
    noteSignedIn(source) {
      states.noteSignedIn(source.id, clock.now());
      tell(source);
    },
    forgiveRefusal(source) {
      if (states.forgiveRefusal(source.id)) tell(source);
    },
    session: (source) => findSession(options, sessions, source),
    async keepSession(source, cookies) {
      const name = nameOf('session', source);
      sessions.set(name, { cookies, keptAt: clock.now() });
      if (!(await vault.keychain()).isThere) return;
      sealed.keep(name, await vault.seal(JSON.stringify(cookies)), clock.now());
    },
  };
}

/** The name of a secret; another address or user name has another. */
function nameOf(kind: 'password' | 'session', { id, baseUrl, username }: WorkFossaSource): string {
  const owner = createHash('sha256')
    .update(JSON.stringify([new URL(baseUrl).origin, username]))
    .digest('hex');
  return `${kind}/${id}/${owner.slice(0, 16)}`;
}

async function describe({ ports, sealed, states }: AccountKeeperOptions, source: WorkFossaSource): Promise<Account> {
  const fromEnvironment = environmentPassword(ports, source);
  const keychain = await ports.vault.keychain();
  const isKept = keychain.isThere && sealed.has(nameOf('password', source));
  const { refusal, signedInAt } = states.find(source.id);
  const isOther = refusal !== null && fromEnvironment !== null && !(await fits(refusal.mark, fromEnvironment));
  return {
    sourceId: source.id,
    username: source.username,
    passwordFrom: fromEnvironment !== null ? 'environment' : isKept ? 'keychain' : 'nowhere',
    passwordEnv: source.passwordEnv ?? null,
    isEnvSet: fromEnvironment !== null,
    keychain,
    refusedAt: isOther ? null : (refusal?.at ?? null),
    signedInAt,
  };
}

function environmentPassword({ secrets }: Pick<Ports, 'secrets'>, { passwordEnv }: WorkFossaSource): string | null {
  const value = passwordEnv === undefined ? '' : (secrets.read(passwordEnv) ?? '');
  return value === '' ? null : value;
}

/** Null where there is none. The keychain is asked only for what was kept in it. */
async function findPassword({ ports, sealed }: AccountKeeperOptions, source: WorkFossaSource): Promise<string | null> {
  const given = environmentPassword(ports, source);
  if (given !== null) return given;
  const kept = sealed.find(nameOf('password', source));
  return kept === undefined ? null : ports.vault.open(kept.sealed);
}

function nothingKept({ name, passwordEnv }: WorkFossaSource): AppError {
  const where =
    passwordEnv === undefined
      ? 'Enter it in the settings of the source, or name an environment variable that holds it.'
      : `Set the environment variable ${passwordEnv}, or enter it in the settings of the source.`;
  return new AppError('signed_out', `Rounds has no password for ${name}. ${where}`);
}

/** Rejects with `signed_out` where the portal refused this password before. */
async function refuseAgain(
  { ports, states }: AccountKeeperOptions,
  { id, name }: WorkFossaSource,
  password: string,
): Promise<void> {
  const { refusal } = states.find(id);
  if (refusal === null || !(await fits(refusal.mark, password))) return;
  const time = clockTime(refusal.at, ports.clock.now());
  throw new AppError(
    'signed_out',
    `${name} refused the password at ${time}. Rounds does not try it again by itself: enter another one, or test the sign-in.`,
  );
}

async function findSession(
  { ports, sealed }: AccountKeeperOptions,
  sessions: ReadonlyMap<string, KeptSession>,
  source: WorkFossaSource,
): Promise<readonly PageCookie[]> {
  const name = nameOf('session', source);
  const own = sessions.get(name);
  const kept = sealed.find(name);
  // Another process may have renewed it since.
  const isOwnNewer = own !== undefined && (kept === undefined || own.keptAt >= kept.keptAt);
  const cookies = isOwnNewer ? own.cookies : kept === undefined ? [] : await unseal(ports, kept.sealed);
  const now = ports.clock.now();
  return cookies.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
}

/** A session that cannot be opened is none: signing in makes a new one. */
async function unseal(
  { vault, log }: AccountKeeperOptions['ports'],
  secret: Uint8Array,
): Promise<readonly PageCookie[]> {
  try {
    return Cookies.parse(JSON.parse(await vault.open(secret)));
  } catch (thrown) {
    log.info({ err: thrown instanceof AppError ? thrown : undefined }, 'A session that was kept cannot be opened');
    return [];
  }
}

const markBytes = 32;

/** Tells a password from others, at a cost that keeps anybody from trying many. */
async function markOf(password: string, salt: string): Promise<string> {
  return `${salt}$${(await digestOf(password, salt)).toString('hex')}`;
}

async function fits(mark: string, password: string): Promise<boolean> {
  const [salt = '', digest = ''] = mark.split('$');
  const expected = Buffer.from(digest, 'hex');
  const actual = await digestOf(password, salt);
  return expected.byteLength === actual.byteLength && timingSafeEqual(expected, actual);
}

async function digestOf(password: string, salt: string): Promise<Buffer> {
  const digest: unknown = await promisify(scrypt)(password.normalize(), salt, markBytes);
  return Buffer.isBuffer(digest) ? digest : Buffer.alloc(0);
}
