/**
 * One line of sound text: control characters and runs of space become one space, lost characters (lone surrogates and
 * the sign U+FFFD) are left out, and what is longer than `maxLength` UTF-16 units is cut. Null when nothing is left.
 */
export function oneLine(value: string, maxLength: number): string | null {
  const line = value
    .replace(/[\p{Surrogate}\u{FFFD}]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (line === '') return null;
  if (line.length <= maxLength) return line;
  return `${line
    .slice(0, maxLength - 1)
    .replace(/\p{Surrogate}$/u, '')
    .trimEnd()}…`;
}

/** Whether a text holds no lone surrogate and no sign U+FFFD, which stands for lost characters. */
export function isSoundText(value: string): boolean {
  return !/[\p{Surrogate}\u{FFFD}]/u.test(value);
}
