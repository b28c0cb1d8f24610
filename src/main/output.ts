/** Where a command without a window writes. */
export interface Output {
  /** What was asked for. */
  out(text: string): void;
  /** Everything else. */
  err(text: string): void;
  /** Resolves once everything written so far was handed on; a process that ends before loses the rest. */
  drained(): Promise<void>;
}

/** The exit codes of the command line; part of its contract. */
export const exitCodes = {
  good: 0,
  failed: 1,
  usage: 2,
  partial: 3,
  storage: 4,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
