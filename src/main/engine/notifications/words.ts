import type { Template } from '#shared/model/notification.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { minuteMs, wallDate, wallLabel, zoneOf } from '#shared/schedule/zone.ts';

/** What fills the names of a template; a list stands in lines of its own. */
export type Facts = Readonly<Record<string, string | readonly string[]>>;

/** Words with nothing left to fill in. */
export interface Words {
  readonly title: string;
  readonly body: string;
}

/** No single value is longer, characters. */
const longestValue = 200;
const longestTitle = 200;
const longestBody = 6000;
/** So many lines of a list are told; the others as a count. */
const mostLines = 10;

const placeholder = /\{([A-Za-z][A-Za-z0-9]*)\}/g;

/**
 * Fills a template. Values are data: control and invisible characters go, angle brackets become ones that are no markup
 * anywhere, and what is too long is cut. A title is one line. Names without a fact stay as they are.
 */
export function fill({ title, body }: Template, facts: Facts): Words {
  return {
    title: cut(oneLine(fillText(title, facts, ', ')), longestTitle),
    body: cut(fillText(body, facts, '\n').replaceAll('\r', ''), longestBody).trim(),
  };
}

function fillText(text: string, facts: Facts, between: string): string {
  return text.replace(placeholder, (whole, name: string) => {
    const value = Object.hasOwn(facts, name) ? facts[name] : undefined;
    if (value === undefined) return whole;
    return typeof value === 'string' ? clean(value) : value.map(clean).join(between);
  });
}

/** Names of a template that are not among those that there are, each once. */
export function unknownNames({ title, body }: Template, names: readonly string[]): string[] {
  const used = [...`${title}\n${body}`.matchAll(placeholder)].map(([, name]) => name ?? '');
  return [...new Set(used)].filter((name) => !names.includes(name));
}

/** A value as it may stand in any message. */
export function clean(value: string): string {
  return cut(oneLine(value).replaceAll('<', '‹').replaceAll('>', '›'), longestValue);
}

function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Cut by whole characters, with a sign that something is missing. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const kept = text.slice(0, longest - 1);
  // Half of a pair of surrogates would be no character.
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

/** The first lines of a list, and how many more there are. */
export function firstLines(lines: readonly string[]): string[] {
  if (lines.length <= mostLines) return [...lines];
  return [...lines.slice(0, mostLines), `and ${lines.length - mostLines} more`];
}

/** `2026-11-22 14:32 UTC`, or with the zone in brackets: `2026-11-22 15:32 (Europe/Zurich)`. */
export function instantWords(at: EpochMs, timeZone = 'UTC'): string {
  const wall = Math.floor((at + zoneOf(timeZone).offsetAt(at)) / minuteMs) * minuteMs;
  return `${wallDate(wall)} ${wallLabel(wall)} ${timeZone === 'UTC' ? 'UTC' : `(${timeZone})`}`;
}

/** `1 order`, `3 orders`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
