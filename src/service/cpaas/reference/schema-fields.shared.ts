import { type ApiDescription, type ApiSchema, nameOfRef, resolved } from "./openapi-shape.shared.ts";

type Schemas = ApiDescription["components"]["schemas"];

/** Kinds of values. */
export type ValueKind =
  | ("text" | "id" | "instant" | "date" | "address" | "choice" | "whole" | "number" | "yes-no")
  | ("list" | "object" | "map" | "one-of" | "anything");

/** A limit of a value. */
export interface ValueLimit {
  readonly limit: "characters-min" | "characters-max" | "min" | "max" | "items-min" | "items-max";
  readonly value: number;
}

/** Type and limits of a value. */
export interface ValueType {
  readonly kind: ValueKind;
  readonly isNullable: boolean;
  /** Permitted values, if the value is a choice. */
  readonly choices: readonly unknown[];
  readonly limits: readonly ValueLimit[];
  /** Name of its schema; undefined for an anonymous one. */
  readonly shape: string | undefined;
  /** Type of the list items. */
  readonly of: ValueType | undefined;
  /** Default value; undefined for none. */
  readonly fallback: unknown;
}

/** A field with its path. */
export interface SchemaField {
  /** Path with dots between levels, and `[]` after a list. */
  readonly path: string;
  readonly name: string;
  /** Nesting depth. */
  readonly depth: number;
  readonly isRequired: boolean;
  readonly type: ValueType;
  readonly description: string;
  readonly schema: ApiSchema;
}

const FORMATS: Readonly<Record<string, ValueKind>> = {
  uuid: "id",
  "date-time": "instant",
  date: "date",
  uri: "address",
};
const KINDS: Readonly<Record<string, ValueKind>> = {
  integer: "whole",
  number: "number",
  boolean: "yes-no",
  array: "list",
};
const DEPTH_MAX = 4;

/** Describes a schema as language-independent data. */
export function valueTypeOf(schema: ApiSchema, schemas: Schemas): ValueType {
  const plain = withoutNull(schema);
  const shape = plain.schema.$ref === undefined ? undefined : nameOfRef(plain.schema.$ref);
  const whole = resolved(plain.schema, schemas);
  const kind = kindOf(whole);
  const items = kind === "list" ? whole.items : kind === "map" ? mapItems(whole) : undefined;
  return {
    kind,
    isNullable: plain.isNullable,
    choices: kind === "choice" ? choicesOf(whole) : [],
    limits: limitsOf(whole),
    shape,
    of: items === undefined ? undefined : valueTypeOf(items, schemas),
    fallback: schema.default ?? undefined,
  };
}

/** Removes null from a schema, and reports whether the schema permitted null. */
export function withoutNull(schema: ApiSchema): { readonly schema: ApiSchema; readonly isNullable: boolean } {
  const { anyOf, type } = schema;
  if (Array.isArray(type) && type.includes("null")) {
    const [first = "string", ...more] = (type as readonly string[]).filter((one) => one !== "null");
    const enumerated = schema.enum === undefined ? {} : { enum: schema.enum.filter((one) => one !== null) };
    return {
      schema: { ...schema, type: more.length === 0 ? first : [first, ...more], ...enumerated },
      isNullable: true,
    };
  }
  const others = anyOf?.filter((one) => one.type !== "null") ?? [];
  const [only] = others;
  if (anyOf === undefined || others.length === anyOf.length) return { schema, isNullable: false };
  return { schema: others.length === 1 && only !== undefined ? only : { ...schema, anyOf: others }, isNullable: true };
}

function kindOf(schema: ApiSchema): ValueKind {
  if (schema.enum !== undefined || schema.const !== undefined) return "choice";
  if (schema.anyOf !== undefined || schema.oneOf !== undefined) return "one-of";
  if (schema.type === "string") return FORMATS[schema.format ?? ""] ?? "text";
  if (schema.type === "object" || schema.properties !== undefined) {
    return schema.properties === undefined && typeof schema.additionalProperties === "object" ? "map" : "object";
  }
  return typeof schema.type === "string" ? (KINDS[schema.type] ?? "anything") : "anything";
}

function choicesOf(schema: ApiSchema): readonly unknown[] {
  return schema.enum ?? [schema.const];
}

function mapItems({ additionalProperties }: ApiSchema): ApiSchema | undefined {
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}

function limitsOf(schema: ApiSchema): readonly ValueLimit[] {
  const found: readonly (readonly [ValueLimit["limit"], number | undefined])[] = [
    ["characters-min", schema.minLength],
    ["characters-max", schema.maxLength],
    ["min", schema.minimum],
    ["max", schema.maximum],
    ["items-min", schema.minItems],
    ["items-max", schema.maxItems],
  ];
  return found.flatMap(([limit, value]) => (value === undefined ? [] : [{ limit, value }]));
}

/** Fields of an object, followed by the fields of its nested objects; schemas in `known` are not expanded. */
export function fieldsOf(schema: ApiSchema, schemas: Schemas, known: readonly string[] = []): readonly SchemaField[] {
  return fieldsBelow(schema, { schemas, prefix: "", depth: 0, known });
}

interface Place {
  readonly schemas: Schemas;
  readonly prefix: string;
  readonly depth: number;
  /** Schemas that enclose this one or are described elsewhere. */
  readonly known: readonly string[];
}

function fieldsBelow(schema: ApiSchema, place: Place): readonly SchemaField[] {
  const { schemas, prefix, depth, known } = place;
  if (depth >= DEPTH_MAX) return [];
  const whole = resolved(schema, schemas);
  const variants = whole.anyOf ?? whole.oneOf;
  if (variants !== undefined) {
    const all = variants.flatMap((one) => fieldsBelow(one, place));
    const isFirst = ({ path }: SchemaField, nth: number) => all.findIndex((one) => one.path === path) === nth;
    return all.filter(isFirst).map((one) => (one.depth === depth ? { ...one, isRequired: false } : one));
  }
  const { properties = {}, required = [] } = whole;
  return Object.entries(properties).flatMap(([name, one]): readonly SchemaField[] => {
    const type = valueTypeOf(one, schemas);
    const path = `${prefix}${name}${type.kind === "list" ? "[]" : ""}`;
    const { description = resolved(one, schemas).description ?? "" } = one;
    const field = { path, name, depth, isRequired: required.includes(name), type, description, schema: one };
    const inner = objectWithin(one, schemas);
    const shape = inner?.$ref === undefined ? undefined : nameOfRef(inner.$ref);
    if (inner === undefined || (shape !== undefined && known.includes(shape))) return [field];
    const below = {
      schemas,
      prefix: `${path}.`,
      depth: depth + 1,
      known: shape === undefined ? known : [...known, shape],
    };
    return [field, ...fieldsBelow(inner, below)];
  });
}

/** The object schema of a field, or of the items of a list field. */
function objectWithin(schema: ApiSchema, schemas: Schemas): ApiSchema | undefined {
  const { schema: plain } = withoutNull(schema);
  const whole = resolved(plain, schemas);
  if (kindOf(whole) === "object") return whole.properties === undefined ? undefined : plain;
  if (kindOf(whole) === "one-of") return plain;
  return kindOf(whole) === "list" && whole.items !== undefined ? objectWithin(whole.items, schemas) : undefined;
}
