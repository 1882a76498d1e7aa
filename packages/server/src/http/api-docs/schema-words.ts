/** JSON Schema as people read it: one line a field. */

export interface SchemaNode {
  type?: string | string[];
  properties?: Record<string, SchemaNode>;
  required?: string[];
  /** False: of a list whose items are all named in `prefixItems`. */
  items?: SchemaNode | false;
  prefixItems?: SchemaNode[];
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  description?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  minItems?: number;
  additionalProperties?: SchemaNode | boolean;
  $ref?: string;
}

/** A field, or a form that a value can have. */
export interface Line {
  name: string;
  /** "text", "list of whole numbers or null". */
  type: string;
  required: boolean;
  /** "at most 80 characters". */
  limits: string[];
  /** Sentences. */
  about: string | null;
  inner: Line[];
}

const formats: Record<string, string> = {
  uuid: 'id',
  'date-time': 'moment (ISO 8601, UTC)',
  date: 'day (ISO 8601)',
  uri: 'address',
  email: 'e-mail address',
};

const plainTypes: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  null: 'null',
  object: 'object',
  array: 'list',
};

const formsOf = (node: SchemaNode): SchemaNode[] => node.anyOf ?? node.oneOf ?? [node];

/** Of many, the first. */
function choiceOf(values: readonly unknown[]): string {
  const shown = values.length > 9 ? values.slice(0, 6) : values;
  const words = shown.map((value) => JSON.stringify(value)).join(' | ');
  return shown.length === values.length ? words : `${words} and ${values.length - shown.length} more`;
}

function typeOfOne(node: SchemaNode): string {
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum) return choiceOf(node.enum);
  if (node.$ref !== undefined) return 'any JSON';
  if (node.prefixItems) return `list of ${node.prefixItems.length}: ${node.prefixItems.map(typeOf).join(', ')}`;
  if (node.items) return `list of ${typeOf(node.items).replace(/^object$/, 'objects')}`;
  if (node.format !== undefined && formats[node.format] !== undefined) return formats[node.format]!;
  if (typeof node.additionalProperties === 'object' && node.properties === undefined) {
    return `${typeOf(node.additionalProperties)} by name`;
  }
  if (Array.isArray(node.type)) return node.type.map((one) => plainTypes[one] ?? one).join(' or ');
  return plainTypes[node.type ?? ''] ?? 'any JSON';
}

/** In a few words. */
const typeOf = (node: SchemaNode): string => [...new Set(formsOf(node).map(typeOfOne))].join(' or ');

/** Ends of the whole numbers that are exact, which say nothing. */
const silent = new Set([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 2 ** 31 - 1, -(2 ** 31)]);
const told = (limit: number | undefined): limit is number => limit !== undefined && !silent.has(limit);

function limitsOf(node: SchemaNode): string[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = node;
  const number = told(minimum) && told(maximum) ? `from ${minimum} to ${maximum}` : '';
  return [
    number,
    !number && told(minimum) ? `at least ${minimum}` : '',
    !number && told(maximum) ? `at most ${maximum}` : '',
    minLength !== undefined && minLength > 1 ? `at least ${minLength} characters` : '',
    maxLength === undefined ? '' : `at most ${maxLength} characters`,
    minItems ? `at least ${minItems}` : '',
    maxItems === undefined ? '' : `at most ${maxItems}`,
  ].filter((text) => text !== '');
}

/** Without null. */
function onlyForm(node: SchemaNode): SchemaNode {
  const plain = formsOf(node).filter(({ type }) => type !== 'null');
  return plain.length === 1 ? plain[0]! : node;
}

const restrictionsOf = (node: SchemaNode): string[] => [
  ...limitsOf(onlyForm(node)),
  ...(node.default === undefined ? [] : [`${JSON.stringify(node.default)} when left out`]),
];

/** How a form differs from the others: by the word that it has in a field. */
function formName({ properties = {} }: SchemaNode): string {
  const told = Object.entries(properties).find(([, of]) => of.const !== undefined);
  return told === undefined ? 'either' : `${told[0]} ${JSON.stringify(told[1].const)}`;
}

/** Fields of an object, of the objects in a list, or of each of several forms. */
function innerOf(node: SchemaNode): Line[] {
  const objects = formsOf(node)
    .flatMap((form) => (form.items ? formsOf(form.items) : [form]))
    .map((form) =>
      form.properties === undefined && typeof form.additionalProperties === 'object' ? form.additionalProperties : form,
    )
    .filter((form) => form.properties !== undefined || form.items || form.anyOf !== undefined);
  const [first] = objects;
  if (first === undefined) return [];
  if (objects.length === 1) return first.properties ? fieldsOf(first) : innerOf(first);
  return objects.map((form, at) => ({
    ...{ name: at > 0 && formName(form) === 'either' ? 'or' : formName(form), type: 'object' },
    ...{ required: true, limits: [], about: null },
    inner: form.properties ? fieldsOf(form) : innerOf(form),
  }));
}

function fieldsOf({ properties = {}, required = [] }: SchemaNode): Line[] {
  return Object.entries(properties).map(([name, node]) => ({
    ...{ name, type: typeOf(node), required: required.includes(name) },
    limits: restrictionsOf(node),
    about: node.description ?? onlyForm(node).description ?? null,
    inner: innerOf(node),
  }));
}

/** The fields of a body, an answer or the parameters. */
export const linesOf = (schema: SchemaNode): Line[] => innerOf(schema);
