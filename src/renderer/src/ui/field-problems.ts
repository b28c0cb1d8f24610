import type { FieldProblem } from '#shared/contract/schedules.ts';

/** The problems of one field, its parts included, as they stand beside it. */
export function problemsAt(problems: readonly FieldProblem[], name: string): readonly FieldProblem[] {
  return problems.filter(({ path }) => {
    const key = path.join('.');
    return key === name || key.startsWith(`${name}.`);
  });
}

/** The id of the control of a field, by the field's path. */
export function fieldId(name: string): string {
  return `field-${name}`;
}

/** Puts the focus on the field of a problem, or on the nearest thing around it. */
export function focusField(path: FieldProblem['path']): void {
  for (let length = path.length; length > 0; length -= 1) {
    const element = document.getElementById(fieldId(path.slice(0, length).join('.')));
    if (element === null) continue;
    const isAble = element.matches('input, select, textarea, button, [tabindex]');
    (isAble ? element : element.querySelector<HTMLElement>('input, select, textarea, button'))?.focus();
    return;
  }
}
