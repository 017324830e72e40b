// Reads JSON Schemas: what is known about the value at a path.

export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  description?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

export type Path = (string | number)[];

/** A schema and all that it refers to or combines. */
function* parts(root: Schema, schema: Schema, depth = 0): Generator<Schema> {
  if (depth > 16) return;
  yield schema;
  const name = schema.$ref?.split("/").at(-1);
  const target = name === undefined ? undefined : root.$defs?.[name];
  const parts_ = [target ?? [], schema.anyOf ?? [], schema.oneOf ?? [], schema.allOf ?? []].flat();
  for (const part of parts_) yield* parts(root, part, depth + 1);
}

/** The schemas that describe the value at a path. */
export function at(root: Schema, path: Path): Schema[] {
  let found = [...parts(root, root)];
  for (const step of path) {
    found = found.flatMap((schema) => {
      const next = typeof step === "number" ? schema.items : schema.properties?.[step];
      return next ? [...parts(root, next)] : [];
    });
  }
  return found;
}

export interface Field {
  name: string;
  description: string;
  isRequired: boolean;
}

/** The fields that an object at a path may have. */
export function fields(root: Schema, path: Path): Field[] {
  const objects = at(root, path);
  const required = new Set(objects.flatMap((it) => it.required ?? []));
  const found = new Map<string, Field>();
  for (const [name] of objects.flatMap((it) => Object.entries(it.properties ?? {}))) {
    found.set(name, { name, description: describe(root, [...path, name]), isRequired: required.has(name) });
  }
  return [...found.values()];
}

/** What is said about the value at a path: its own description, and that of its type. */
export function describe(root: Schema, path: Path): string {
  return at(root, path).find((it) => it.description)?.description ?? "";
}

export interface Value {
  /** The value as JSON. */
  json: string;
  meaning: string;
}

/** The meanings of values that a description lists. */
function meaningsIn(description = ""): Map<string, string> {
  return new Map([...description.matchAll(/^- `([^`]+)`: (.*)$/gm)].map(([, value, meaning]) => [value!, meaning!]));
}

/** The values of a list, with the meanings that its description gives. */
export function values(root: Schema, path: Path): Value[] {
  const found = new Map<string, Value>();
  for (const schema of at(root, path)) {
    const meanings = meaningsIn(schema.description);
    const listed = schema.const === undefined ? (schema.enum ?? []) : [schema.const];
    for (const value of schema.type === "boolean" ? [true, false] : listed) {
      const json = JSON.stringify(value);
      if (value !== null && !found.get(json)?.meaning) found.set(json, { json, meaning: meanings.get(String(value)) ?? "" });
    }
  }
  // The description of an array lists what its items may be, among others.
  const arrays = typeof path.at(-1) === "number" ? at(root, path.slice(0, -1)) : [];
  for (const [value, meaning] of arrays.flatMap((it) => [...meaningsIn(it.description)])) {
    const json = JSON.stringify(value);
    if (!found.has(json)) found.set(json, { json, meaning });
  }
  return [...found.values()];
}
