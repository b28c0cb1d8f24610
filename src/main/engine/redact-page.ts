/** What stands in place of something secret. */
const blank = '•••';

/** Elements whose text is never shown as such, and may hold anything. */
const droppedContents: ReadonlySet<string> = new Set([
  'script',
  'style',
  'noscript',
  'iframe',
  'textarea',
  'noembed',
  'xmp',
]);
/** Names of attributes, and of what has a content, that speak of a secret. */
const secretName = /token|csrf|xsrf|secret|passw|nonce|session|auth|api-?key|signature/i;
/** A member of JSON, or of a query, whose name speaks of a secret; quotes may be written as in an attribute. */
const secretMember =
  /((?:token|csrf|xsrf|secret|passw|nonce|session|authorization|api[_-]?key|signature)[\w-]{0,40}(?:"|'|&quot;|&#39;)?\s{0,10}[:=]\s{0,10}(?:"|'|&quot;|&#39;)?)((?:(?!&quot;|&#39;)[^"'\s,;&<>}])+)/gi;

export interface Redaction {
  /** Texts that must not be found in it, however they are written. */
  readonly secrets?: readonly string[];
  /** Longest text that is given back, UTF-16 units. */
  readonly maxLength?: number;
}

/**
 * A page's HTML without what may be secret in it: values of fields, hidden tokens, scripts and comments, and the secrets given.
 * Reads the text once from its begin to its end and builds no tree, for a hostile one must not cost more than its length.
 */
export function redactPage(html: string, { secrets = [], maxLength = Infinity }: Redaction = {}): string {
  const parts: string[] = [];
  let length = 0;
  for (const part of redactedParts(withoutSecrets(html, secrets))) {
    if (length + part.length > maxLength) break;
    parts.push(part);
    length += part.length;
  }
  return parts.join('');
}

function withoutSecrets(html: string, secrets: readonly string[]): string {
  const spellings = secrets.filter((secret) => secret !== '').flatMap(spellingsOf);
  return [...new Set(spellings)]
    .toSorted((left, right) => right.length - left.length)
    .reduce((text, spelling) => text.replaceAll(spelling, blank), html);
}

/** How a text may be written in a page: as it is, and in HTML, addresses and JSON. */
function spellingsOf(secret: string): string[] {
  const inText = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const encoded = encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '\uFFFD'));
  const inJson = JSON.stringify(secret).slice(1, -1);
  const quoted = [inText, inJson].map((text) => text.replaceAll('"', '&quot;'));
  const other = inText.replaceAll("'", '&#39;').replaceAll('"', '&quot;');
  return [secret, inText, ...quoted, other, encoded, encoded.replaceAll('%20', '+'), inJson];
}

/** The page in pieces that are whole: tags, and text between them. */
function* redactedParts(html: string): Generator<string> {
  // What ends a tag, or begins a quote in it.
  const marks = /[>"']/g;
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open > at || open === -1) yield blankMembers(html.slice(at, open === -1 ? undefined : open));
    if (open === -1) return;
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4);
      if (end === -1) return;
      at = end + 3;
      continue;
    }
    const end = endOfTag(html, open, marks);
    if (end === -1) return;
    const tag = html.slice(open, end);
    yield redactTag(tag);
    at = afterContents(html, tag, end);
  }
}

/** Behind the `>` that ends a tag; `-1` where it never ends. */
function endOfTag(html: string, open: number, marks: RegExp): number {
  marks.lastIndex = open;
  for (let mark = marks.exec(html); mark !== null; mark = marks.exec(html)) {
    if (mark[0] === '>') return marks.lastIndex;
    const close = html.indexOf(mark[0], marks.lastIndex);
    if (close === -1) return -1;
    marks.lastIndex = close + 1;
  }
  return -1;
}

/** Where reading goes on after a tag: behind what is dropped. */
function afterContents(html: string, tag: string, end: number): number {
  const name = nameOf(tag);
  if (!droppedContents.has(name)) return end;
  const close = new RegExp(`</${name}`, 'gi');
  close.lastIndex = end;
  return close.exec(html)?.index ?? html.length;
}

function nameOf(tag: string): string {
  return /^<([a-z][\w:-]*)/i.exec(tag)?.[1]?.toLowerCase() ?? '';
}

/** A name, with its value where it has one: every name is taken whole, so that a long one is looked at once. */
const attributePattern = /([^\s=<>"'/]+)(?:(\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+))?/g;

function redactTag(tag: string): string {
  if (!tag.includes('=')) return tag;
  const name = nameOf(tag);
  const isSecretMeta = name === 'meta' && secretName.test(tag);
  return tag.replace(attributePattern, (whole, attribute: string, is?: string, value?: string) => {
    if (is === undefined || value === undefined) return whole;
    const isSecret =
      (name === 'input' && attribute.toLowerCase() === 'value') ||
      (isSecretMeta && attribute.toLowerCase() === 'content') ||
      (secretName.test(attribute) && !/^(name|id|class|for|autocomplete)$/i.test(attribute)) ||
      /^(srcdoc|on\w+)$/i.test(attribute);
    return `${attribute}${is}${isSecret ? `"${blank}"` : blankMembers(value)}`;
  });
}

function blankMembers(text: string): string {
  // Most texts have no member of any name, and this is found much faster.
  if (!text.includes(':') && !text.includes('=')) return text;
  return text.replace(secretMember, `$1${blank}`);
}
