import { type ApiSchema, nameOfRef } from "./openapi-shape.shared.ts";
import { mapValues } from "./tidy-schema.ts";

const PREFIX = "#/components/schemas/";
/** What the maker of schemas puts behind the name of a shape that is taken. */
const TAKEN = "Input";

/** Gives shapes names, so that one that comes again is described once. */
export interface ShapeNames {
  /** Gives an object a name and remembers it; whatever has one keeps it. */
  name(schema: ApiSchema, name: string): void;
  /** The schema with each known shape as a reference to it. */
  withNames(schema: ApiSchema): ApiSchema;
  /** All that were named or referred to. */
  all(): Readonly<Record<string, ApiSchema>>;
}

/**
 * Opens the names of a description. `given` are the shapes that rooms named themselves (`.meta({ id })`), once as they are answered and
 * once, with "Input" behind, as they are taken; one that is `used` on one side only, or is the same on both, has the plain name.
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

/** A schema with each one within it changed. */
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
