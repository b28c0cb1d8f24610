import type { CSSProperties } from 'react';

/** Custom properties for a `style` attribute: numbers that the style sheet reckons with. */
export function cssVars(variables: Readonly<Record<`--${string}`, string | number>>): CSSProperties {
  return variables;
}
