import { type ApiSchema, nameOfRef } from "./openapi-shape.shared.ts";
import { mapValues } from "./tidy-schema.ts";

const PREFIX = "#/components/schemas/";
/** Suffix that the schema generator adds to the names of request schemas. */
const TAKEN = "Input";

/** Names schemas, so that a repeated schema is described once. */
export interface ShapeNames {
  /** Names an object schema and registers it; a schema with a name keeps it. */
  name(schema: ApiSchema, name: string): void;
  /** Replaces each registered schema by a reference. */
  withNames(schema: ApiSchema): ApiSchema;
  /** All schemas that were named or referenced. */
  all(): Readonly<Record<string, ApiSchema>>;
}

/**
 * Opens the schema names of a description. `given` are the schemas that modules named themselves (`.meta({ id })`),
 * once for responses and once, with the suffix "Input", for requests; a schema that is `used` on one side only, or is
 * equal on both, has the plain name.
 */
export function openShapeNames(
  given: Readonly<Record<string, ApiSchema>>,
  { used }: { readonly used: ReadonlySet<string> },
): ShapeNames {
  const named = new Map<string, ApiSchema>();
  const byShape = new Map<string, string>();
  const plainName = (name: string): string => {
    const plain = name.endsWith(TAKEN) ? name.slice(0, -TAKEN.length) : name;
    const isAlone = !used.has(plain) || shapeOf(given[name]) === shapeOf(given[plain]);
    return isAlone ? plain : name;
  };
  const withNames = (schema: ApiSchema, isRoot = false): ApiSchema => {
    const { $ref } = schema;
    if ($ref !== undefined) {
      const from = nameOfRef($ref);
      const name = plainName(from);
      const shape = given[from];
      if (shape !== undefined && !named.has(name)) {
        named.set(name, {});
        named.set(name, withNames(shape, true));
      }
      return { ...schema, $ref: PREFIX + name };
    }
    const known = isRoot ? undefined : byShape.get(shapeOf(schema));
    if (known !== undefined) return { $ref: PREFIX + known };
    return inside(schema, (one) => withNames(one));
  };
  return {
    name: (schema, name) => {
      if (schema.$ref !== undefined || schema.properties === undefined) return;
      const shape = shapeOf(schema);
      if (!byShape.has(shape)) byShape.set(shape, name);
    },
    withNames: (schema) => {
      const answer = withNames(schema);
      const name = nameOfRef(answer.$ref ?? "");
      if (name !== "" && !named.has(name)) named.set(name, withNames(schema, true));
      return answer;
    },
    all: () => {
      for (const [shape, name] of byShape) {
        if (!named.has(name)) named.set(name, withNames(JSON.parse(shape) as ApiSchema, true));
      }
      return Object.fromEntries([...named].toSorted(([left], [right]) => (left < right ? -1 : 1)));
    },
  };
}

function shapeOf(schema: ApiSchema | undefined): string {
  return JSON.stringify(schema);
}

/** Applies a change to each direct subschema. */
export function inside(schema: ApiSchema, change: (one: ApiSchema) => ApiSchema): ApiSchema {
  const { properties, items, anyOf, oneOf, allOf, additionalProperties } = schema;
  return {
    ...schema,
    ...(properties === undefined ? {} : { properties: mapValues(properties, change) }),
    ...(items === undefined ? {} : { items: change(items) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(change) }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map(change) }),
    ...(allOf === undefined ? {} : { allOf: allOf.map(change) }),
    ...(typeof additionalProperties === "object" ? { additionalProperties: change(additionalProperties) } : {}),
  };
}
