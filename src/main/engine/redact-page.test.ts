import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactPage } from './redact-page.ts';

describe('a page that is kept', () => {
  it.each([
    ['<input type="password" value="hunter2">', '<input type="password" value="•••">'],
    ["<input name=email value='kim@example.org'>", '<input name=email value="•••">'],
    ['<input value=hunter2 name=a>', '<input value="•••" name=a>'],
    ['<input type="hidden" name="_token" value="f00ba7">', '<input type="hidden" name="_token" value="•••">'],
    ['<meta name="csrf-token" content="f00ba7">', '<meta name="csrf-token" content="•••">'],
    ['<meta name="viewport" content="width=device-width">', '<meta name="viewport" content="width=device-width">'],
    ['<div data-csrf="f00ba7">', '<div data-csrf="•••">'],
    ['<textarea>My notes</textarea><p>After', '<textarea></textarea><p>After'],
    ['<script>var token = "f00ba7"; if (a < b) {}</script><p>After', '<script></script><p>After'],
    ['<a>1</a><!-- build f00ba7 --><b>2</b>', '<a>1</a><b>2</b>'],
    ['<a href="/next?page=2&amp;api_token=f00ba7&amp;x=1">', '<a href="/next?page=2&amp;api_token=•••&amp;x=1">'],
    [
      '<div data-page="{&quot;csrf_token&quot;:&quot;f00ba7&quot;}">',
      '<div data-page="{&quot;csrf_token&quot;:&quot;•••&quot;}">',
    ],
    ['<p>{"password": "hunter2"}</p>', '<p>{"password": "•••"}</p>'],
    ['<iframe srcdoc="<p>f00ba7">', '<iframe srcdoc="•••">'],
    ['<a onclick="go(\'f00ba7\')">x</a>', '<a onclick="•••">x</a>'],
    ['<input value="half', ''],
    ['<p>a</p><script>half', '<p>a</p><script>'],
  ])('%s is kept as %s', (html, kept) => {
    expect(redactPage(html)).toBe(kept);
  });

  it('keeps what a person reads, whole', () => {
    const html = '<!DOCTYPE html><html><body class="a > b"><div class="row w-1">W-1 &amp; 7 €</div></body></html>';
    expect(redactPage(html)).toBe(html);
  });

  it('never holds a secret, however it is written', () => {
    const escape = (text: string): string =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const secret = fc.string({ minLength: 6, unit: 'grapheme' }).map((text) => `Q7${text}`);
    fc.assert(
      fc.property(secret, (text) => {
        const html = [
          `<p title="${escape(text).replaceAll('"', '&quot;')}">${escape(text)}</p>`,
          `<a href="/?p=${encodeURIComponent(text)}">x</a><p>${JSON.stringify(text)}</p>`,
        ].join('');
        const kept = redactPage(html, { secrets: [text] });
        expect(kept).not.toContain(text);
        expect(kept).not.toContain(escape(text));
        expect(kept).not.toContain(encodeURIComponent(text));
      }),
    );
  });

  it('is cut between tags', () => {
    const html = '<p>one</p><p>two</p><input name="name of a field">';
    expect(redactPage(html, { maxLength: 25 })).toBe('<p>one</p><p>two</p>');
  });

  it.each([
    ['tags that never end', '<a "'.repeat(200_000)],
    ['a name that never ends', `<a ${'a'.repeat(1_000_000)}`.padEnd(1_000_100, '>')],
    ['one word', 'token'.repeat(200_000)],
    ['spaces', `<a b${' '.repeat(1_000_000)}>`],
    ['scripts in scripts', '<script>'.repeat(100_000)],
    ['comments', '<!--'.repeat(200_000)],
  ])('costs no more than its length where it is made of %s', (_what, html) => {
    const startedAt = performance.now();
    redactPage(html, { secrets: ['hunter2'] });
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
