import type { ApiSchema } from "./openapi-shape.shared.ts";

/** Formats whose name says all that their pattern would. */
const SELF_DESCRIBING_FORMATS = new Set(["uuid", "date-time", "date", "uri", "email"]);
/** What zod says of a whole number that has no bounds. */
const SAFE_MAX = 9_007_199_254_740_991;

/** Where a schema stands: what we take is strict, what we answer may grow. */
export type Side = "taken" | "answered";

/** A schema as somebody should read it: nothing said twice, and "or null" in the type itself. */
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

/** `anyOf` of one plain type and null, as one type. */
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

/** The same keys with other values. */
export function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
