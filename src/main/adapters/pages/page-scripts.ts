import type { PageCondition } from '../../engine/rendered-pages.ts';

/** Longest text that a step gives, UTF-16 units. */
const longestText = 10_485_760;

/*
 * What runs inside a page, in a world of its own: text, because it is not of this process. Functions of the page's objects are
 * taken from their prototypes, for a page can give its elements the names of methods.
 */
const common = `
  const all = (selector) => [...Document.prototype.querySelectorAll.call(document, selector)];
  const isShown = (element) => Element.prototype.checkVisibility.call(element, { visibilityProperty: true });
  const isVisible = (element) => isShown(element) && Element.prototype.getBoundingClientRect.call(element).width > 0;
  const textOf = (element) => {
    const text = element.outerHTML;
    return text.length > ${longestText} ? { tooLong: true } : { text };
  };`;

function script(body: string): string {
  return `(() => { 'use strict'; ${common} ${body} })()`;
}

/**
 * Gives `{ found, outline, text }` or `{ found, outline, tooLong }` once the condition holds: the first selector that matches and the
 * whole document; the outline is null, `{ text }` or `{ tooLong }`.
 * Taken after all that the scripts do at once, and before the browser lays it out. Ends another wait in the same document.
 */
export function waitScript({ anyOf, differs, outlineWithout }: PageCondition): string {
  return script(`
    const anyOf = ${JSON.stringify(anyOf)};
    const differs = ${JSON.stringify(differs ?? null)};
    const left = ${JSON.stringify(outlineWithout ?? null)};
    const met = () => {
      if (differs !== null && all(differs.selector)[0]?.outerHTML === differs.from) return undefined;
      return anyOf.find((selector) => all(selector).length > 0);
    };
    const outline = () => {
      if (left === null) return null;
      // Elements of the page's own making do nothing in a document that nobody shows.
      const copy = document.implementation.createHTMLDocument('').importNode(document.documentElement, true);
      for (const element of copy.querySelectorAll(left)) element.replaceChildren();
      return textOf(copy);
    };
    globalThis.stopWaiting?.();
    return new Promise((resolve) => {
      const observer = new MutationObserver(() => look());
      const { port1, port2 } = new MessageChannel();
      let isOver = false;
      const end = () => {
        isOver = true;
        observer.disconnect();
        port1.close();
      };
      const look = () => {
        if (!isOver && met() !== undefined) port2.postMessage(null);
      };
      port1.onmessage = () => {
        const found = isOver ? undefined : met();
        if (found === undefined) return;
        end();
        resolve({ found, outline: outline(), ...textOf(document.documentElement) });
      };
      globalThis.stopWaiting = end;
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      look();
    });`);
}

/** Gives `{ text }`, `{ tooLong }` or null. */
export function readScript(selector: string): string {
  return script(
    `const [element] = all(${JSON.stringify(selector)}); return element === undefined ? null : textOf(element);`,
  );
}

/** Gives `{ text }` or `{ tooLong }` of the whole document. */
export const htmlScript = script(`return textOf(document.documentElement);`);

/** Types into the first visible field; gives whether there is one. */
export function typeScript(selector: string, text: string): string {
  return script(`
    const text = ${JSON.stringify(text)};
    const field = all(${JSON.stringify(selector)}).find(
      (each) =>
        (each instanceof HTMLInputElement || each instanceof HTMLTextAreaElement) &&
        !each.disabled && !each.readOnly && isVisible(each),
    );
    if (field === undefined) return false;
    HTMLElement.prototype.focus.call(field);
    field.select();
    document.execCommand('insertText', false, text);
    if (field.value !== text) {
      const { prototype } = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
      Object.getOwnPropertyDescriptor(prototype, 'value').set.call(field, text);
      field.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }));
    }
    field.dispatchEvent(new Event('change', { bubbles: true }));
    return true;`);
}

/** Clicks the first element that is shown, wherever it is and however large: asked for that, a page is laid out. Gives whether there is one. */
export function clickScript(selector: string): string {
  return script(`
    const element = all(${JSON.stringify(selector)}).find(isShown);
    if (element === undefined) return false;
    const options = { bubbles: true, cancelable: true, composed: true, view: window };
    for (const name of ['pointerdown', 'mousedown', 'pointerup', 'mouseup']) {
      const Kind = name.startsWith('pointer') ? PointerEvent : MouseEvent;
      element.dispatchEvent(new Kind(name, options));
    }
    HTMLElement.prototype.click.call(element);
    return true;`);
}

/** Empties every field until `restoreFieldsScript` runs; resolves once that was painted. */
export const emptyFieldsScript = script(`
    const fields = all('input, textarea').filter(
      (each) => each instanceof HTMLTextAreaElement || !/^(button|submit|reset|image|checkbox|radio|file)$/.test(each.type),
    );
    const hosts = all('[contenteditable], select');
    const kept = fields.map((field) => [field, field.value]);
    const shown = hosts.map((host) => [host, host.style.visibility]);
    for (const field of fields) field.value = field.type === 'color' ? '#000000' : '';
    for (const host of hosts) host.style.visibility = 'hidden';
    globalThis.restoreFields = () => {
      for (const [field, value] of kept) field.value = value;
      for (const [host, visibility] of shown) host.style.visibility = visibility;
    };
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))));`);

/** Takes back what `emptyFieldsScript` did. */
export const restoreFieldsScript = script(`globalThis.restoreFields?.(); return true;`);
