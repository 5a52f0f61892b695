/** Values entered to try an operation, and the request built from them. */
import type { RequestValues } from "../../../../src/service/cpaas/reference/code-sample.shared.ts";
import {
  type ApiDescription,
  type ApiSchema,
  bodyOf,
  type PlacedOperation,
} from "../../../../src/service/cpaas/reference/openapi-shape.shared.ts";
import { fieldsOf, type ValueType, valueTypeOf } from "../../../../src/service/cpaas/reference/schema-fields.shared.ts";

type Schemas = ApiDescription["components"]["schemas"];

/** A field of the form. */
export interface TryField {
  /** Unique id: `path.id`, `query.limit`, `body.to`. */
  readonly id: string;
  readonly place: "path" | "query" | "body";
  readonly name: string;
  readonly type: ValueType;
  readonly isRequired: boolean;
  readonly description: string;
  /** Whether the value is entered as JSON: lists, objects and the like. */
  readonly isJson: boolean;
}

/** Field values by id, and the idempotency key. */
export type TryDraft = Readonly<Record<string, string>>;

/** An invalid field. */
export interface TryFault {
  readonly field: string;
  readonly fault: "missing" | "json" | "number";
}

/** The field id of the idempotency key. */
export const ORDER_KEY = "header.Idempotency-Key";

const AS_JSON = new Set(["list", "object", "map", "one-of", "anything"]);

/** The fields of an operation: path, query and body. */
export function tryFieldsOf(placed: PlacedOperation, schemas: Schemas): readonly TryField[] {
  const asked = placed.parameters.flatMap((one): readonly TryField[] => {
    if (one.in === "header") return [];
    const { name, in: place, required = false, description = "" } = one;
    return [fieldOf({ place, name, isRequired: required, description, schema: one.schema }, schemas)];
  });
  const body = bodyOf(placed.operation)?.schema;
  const below = body === undefined ? [] : fieldsOf(body, schemas, Object.keys(schemas));
  const fields = below
    .filter(({ depth }) => depth === 0)
    .map(({ name, isRequired, description, schema }) =>
      fieldOf({ place: "body", name, isRequired, description, schema }, schemas),
    );
  return [...asked, ...fields];
}

function fieldOf(
  { schema, ...rest }: Pick<TryField, "place" | "name" | "isRequired" | "description"> & { readonly schema: ApiSchema },
  schemas: Schemas,
): TryField {
  const type = valueTypeOf(schema, schemas);
  return { ...rest, id: `${rest.place}.${rest.name}`, type, isJson: AS_JSON.has(type.kind) };
}

/** The initial values, from the example of the API description. */
export function draftOf(fields: readonly TryField[], example: RequestValues): TryDraft {
  const body = (example.body ?? {}) as Readonly<Record<string, unknown>>;
  const given = { path: example.path, query: example.query, body };
  const written = ({ place, name, isJson }: TryField) => {
    const value: unknown = given[place][name];
    if (value === undefined) return "";
    return isJson || typeof value !== "string" ? JSON.stringify(value, null, 2) : value;
  };
  return Object.fromEntries(fields.map((field) => [field.id, written(field)]));
}

/** E.164 numbers in examples. */
const NUMBER = /\+\d{8,15}/g;

/** The values without the example's phone numbers, which may belong to real subscribers: the user enters the number to call or text. */
export function withoutNumbers(draft: TryDraft): TryDraft {
  return Object.fromEntries(Object.entries(draft).map(([id, text]) => [id, text.replaceAll(NUMBER, "")]));
}

/** The recipients of a call or message request, in the order of the body. */
export function reachedBy(body: unknown): readonly string[] {
  if (Array.isArray(body)) return body.flatMap(reachedBy);
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, value]: readonly [string, unknown]) =>
    (name === "to" || name === "toExtension") && typeof value === "string" && value !== "" ? [value] : reachedBy(value),
  );
}

/** The request built from the values, and the errors that prevent it. */
export function requestOf(
  placed: PlacedOperation,
  fields: readonly TryField[],
  draft: TryDraft,
): { readonly values: RequestValues; readonly faults: readonly TryFault[] } {
  const read = fields.map((field) => ({ field, ...readField(field, draft[field.id] ?? "") }));
  const of = (place: TryField["place"]) =>
    Object.fromEntries(
      read.flatMap(({ field, value }) =>
        field.place === place && value !== undefined ? [[field.name, value] as const] : [],
      ),
    );
  const key = (draft[ORDER_KEY] ?? "").trim();
  const values = {
    path: of("path") as Readonly<Record<string, string>>,
    query: of("query"),
    body: bodyOf(placed.operation) === undefined ? undefined : of("body"),
    idempotencyKey: key === "" ? undefined : key,
  };
  const faults = read.flatMap(({ field, fault }) => (fault === undefined ? [] : [{ field: field.id, fault }]));
  return { values, faults };
}

function readField(
  { type, isRequired, isJson }: TryField,
  written: string,
): { readonly value?: unknown; readonly fault?: TryFault["fault"] } {
  const text = written.trim();
  if (text === "") return isRequired ? { fault: "missing" } : {};
  if (isJson) return readJson(text);
  if (type.kind === "yes-no") return { value: text === "true" };
  if (type.kind !== "whole" && type.kind !== "number") return { value: written };
  return Number.isFinite(Number(text)) ? { value: Number(text) } : { value: written, fault: "number" };
}

function readJson(text: string): { readonly value?: unknown; readonly fault?: TryFault["fault"] } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { value: text, fault: "json" };
  }
}
