import type { ApiSchema } from "./openapi-shape.shared.ts";

/** Formats that make a pattern redundant. */
const SELF_DESCRIBING_FORMATS = new Set(["uuid", "date-time", "date", "uri", "email"]);
/** Bound that zod emits for an integer without bounds. */
const SAFE_MAX = 9_007_199_254_740_991;

/** Direction of a schema: request schemas are strict, response schemas may gain fields. */
export type Side = "taken" | "answered";

/** Simplifies a schema for readers: removes redundant parts, and moves null into the type. */
export function tidySchema(schema: ApiSchema, side: Side): ApiSchema {
  const inner = (one: ApiSchema) => tidySchema(one, side);
  const { pattern, minimum, maximum, additionalProperties, properties, items, anyOf, oneOf, allOf, ...rest } = schema;
  const isOpen = additionalProperties === false && side === "answered";
  return withNull({
    ...rest,
    ...(pattern === undefined || SELF_DESCRIBING_FORMATS.has(rest.format ?? "") ? {} : { pattern }),
    ...(minimum === undefined || minimum === -SAFE_MAX ? {} : { minimum }),
    ...(maximum === undefined || maximum === SAFE_MAX ? {} : { maximum }),
    ...(additionalProperties === undefined || isOpen
      ? {}
      : {
          additionalProperties:
            typeof additionalProperties === "boolean" ? additionalProperties : inner(additionalProperties),
        }),
    ...(properties === undefined ? {} : { properties: mapValues(properties, inner) }),
    ...(items === undefined ? {} : { items: inner(items) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(inner) }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map(inner) }),
    ...(allOf === undefined ? {} : { allOf: allOf.map(inner) }),
  });
}

/** Merges `anyOf` of one plain type and null into one type. */
function withNull(schema: ApiSchema): ApiSchema {
  const { anyOf, ...rest } = schema;
  if (anyOf?.length !== 2) return schema;
  const isNull = (one: ApiSchema) => one.type === "null";
  const other = anyOf.find((one) => !isNull(one));
  if (other === undefined || !anyOf.some(isNull) || typeof other.type !== "string" || other.type === "object")
    return schema;
  const choices = other.enum === undefined ? {} : { enum: [...other.enum, null] };
  return { ...other, ...rest, type: [other.type, "null"], ...choices };
}

/** Maps the values of a record and keeps its keys. */
export function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
