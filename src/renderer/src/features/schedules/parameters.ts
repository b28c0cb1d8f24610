import type { Schedule } from '#shared/model/schedule.ts';

export type Params = Schedule['params'];
export type Json = Params[string];

/** One parameter of a job as the form asks for it. */
export interface Parameter {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly isRequired: boolean;
  readonly input:
    | { readonly kind: 'text' }
    | { readonly kind: 'number'; readonly isWhole: boolean }
    | { readonly kind: 'flag' }
    | { readonly kind: 'choice'; readonly options: readonly string[] }
    | { readonly kind: 'list' }
    /** One of the profile's sources. */
    | { readonly kind: 'source' }
    /** Some of the profile's buildings. */
    | { readonly kind: 'buildings' }
    /** Of a shape that no field can ask for; written as JSON. */
    | { readonly kind: 'json' };
}

/** The parameters that a JSON Schema describes, in its order. */
export function parametersOf(schema: Readonly<Record<string, Json>>): readonly Parameter[] {
  const required = listOf(schema['required']);
  return Object.entries(recordOf(schema['properties'])).map(([name, property]) => {
    const details = recordOf(property);
    return {
      name,
      label: textOf(details['title']) ?? labelOf(name),
      hint: textOf(details['description']) ?? '',
      isRequired: required.includes(name) && details['default'] === undefined,
      input: inputOf(name, details),
    };
  });
}

function inputOf(name: string, details: Readonly<Record<string, Json>>): Parameter['input'] {
  const type = typeOf(details);
  const options = choicesOf(details);
  if (type === 'string' && name === 'sourceId') return { kind: 'source' };
  if (type === 'array' && name === 'buildings') return { kind: 'buildings' };
  if (options.length > 0) return { kind: 'choice', options };
  if (type === 'boolean') return { kind: 'flag' };
  if (type === 'string') return { kind: 'text' };
  if (type === 'number' || type === 'integer') return { kind: 'number', isWhole: type === 'integer' };
  if (type === 'array' && typeOf(recordOf(details['items'])) === 'string') return { kind: 'list' };
  return { kind: 'json' };
}

/** The type, also where null is allowed beside it. */
function typeOf({ type }: Readonly<Record<string, Json>>): string | null {
  return Array.isArray(type) ? (listOf(type).find((each) => each !== 'null') ?? null) : textOf(type);
}

function choicesOf(details: Readonly<Record<string, Json>>): readonly string[] {
  const union = details['anyOf'];
  if (!Array.isArray(union)) return listOf(details['enum']);
  const constants = union.map((each) => textOf(recordOf(each)['const']));
  return constants.every((each) => each !== null) ? constants.filter((each) => each !== null) : [];
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function listOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function recordOf(value: Json | undefined): Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** `requestsPerDay` as people write it: `Requests per day`; a last `Id` is left to the eye. */
export function labelOf(name: string): string {
  const known: Readonly<Record<string, string>> = { sourceId: 'Source', buildings: 'Buildings', waitzId: 'Waitz id' };
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return known[name] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** A stored value as its field shows it. */
export function fieldText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Names parted by commas or lines. */
export function splitNames(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** The parameters as they are sent: empty fields are left out, numbers become numbers. */
export function sentParams(params: Params, parameters: readonly Parameter[]): Params {
  const sent: Params = {};
  for (const [name, value] of Object.entries(params)) {
    const input = parameters.find((each) => each.name === name)?.input;
    const ready = input === undefined ? value : sentValue(value, input);
    if (ready !== undefined) sent[name] = ready;
  }
  return sent;
}

function sentValue(value: Json, input: Parameter['input']): Json | undefined {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (text === '') return undefined;
  if (input.kind === 'number') return Number.isFinite(Number(text)) ? Number(text) : text;
  if (input.kind === 'list' || input.kind === 'buildings') return splitNames(text);
  return input.kind === 'json' ? parsed(text) : text;
}

function parsed(text: string): Json {
  try {
    // JSON.parse gives nothing but JSON.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
