/** What somebody typed to try an operation, and the request that it becomes. */
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
  /** Unlike that of any other: `path.id`, `query.limit`, `body.to`. */
  readonly id: string;
  readonly place: "path" | "query" | "body";
  readonly name: string;
  readonly type: ValueType;
  readonly isRequired: boolean;
  readonly description: string;
  /** Whether it is written as JSON: lists, objects and the like. */
  readonly isJson: boolean;
}

/** What stands in the fields, by their ids, and the key of the order. */
export type TryDraft = Readonly<Record<string, string>>;

/** A field that cannot be sent as it stands. */
export interface TryFault {
  readonly field: string;
  readonly fault: "missing" | "json" | "number";
}

/** Where the key of an order stands in a draft. */
export const ORDER_KEY = "header.Idempotency-Key";

const AS_JSON = new Set(["list", "object", "map", "one-of", "anything"]);

/** The fields of the form of an operation: of its address, behind the question mark, and of its body. */
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

/** The draft that the example of the description is. */
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

/** Numbers outside, as examples write them. */
const NUMBER = /\+\d{8,15}/g;

/** A draft without the numbers of the example, which are somebody's: whoever is called or written to is typed by whom it costs. */
export function withoutNumbers(draft: TryDraft): TryDraft {
  return Object.fromEntries(Object.entries(draft).map(([id, text]) => [id, text.replaceAll(NUMBER, "")]));
}

/** Whom an order calls or writes to, in the order in which it says so. */
export function reachedBy(body: unknown): readonly string[] {
  if (Array.isArray(body)) return body.flatMap(reachedBy);
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, value]: readonly [string, unknown]) =>
    (name === "to" || name === "toExtension") && typeof value === "string" && value !== "" ? [value] : reachedBy(value),
  );
}

/** The request that a draft becomes, and what stands in its way. */
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
