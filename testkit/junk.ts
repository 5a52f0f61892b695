import type { Chance } from "./chance.ts";

/** The parts of a JSON schema (OpenAPI 3.1) from which values are generated. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

const DEPTH_MAX = 6;
const TEXT_LENGTH_MAX = 2_000;
const ITEMS_MAX = 3;

/** Texts that have broken parsers, databases and paths: NUL, half a surrogate pair, separators, numbers, dates, markup. */
const TEXTS: readonly [string, ...string[]] = [
  ...(["", " ", "\u0000", "a\u0000b", "\ud800", "\u202e", "%00", "%", "../..", "..%2f..", "__proto__"] as const),
  ...(["'; drop table person; --", "<script>", "{link}", "null", "NaN", "-1", "1e999", "9223372036854775808"] as const),
  ...(["2026-02-30", "0000-00-00T00:00:00Z", "99999-01-01", "+6281234567890", "1500123", "é".repeat(300)] as const),
];
const NUMBERS: readonly [number, ...number[]] = [
  0,
  -1,
  1,
  0.5,
  -0.5,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  -(2 ** 53),
  1e21,
  1e308,
];
const OTHERS: readonly [unknown, ...unknown[]] = [
  null,
  true,
  false,
  [],
  {},
  [[]],
  [null],
  { a: { b: [1] } },
  "text",
  7,
];

/** A text that is unlikely to be valid. */
export function junkText(chance: Chance): string {
  return chance.below(8) === 0 ? "x".repeat(chance.below(TEXT_LENGTH_MAX)) : chance.pick(TEXTS);
}

/**
 * A JSON value for a schema: mostly valid, so that it passes the first validation, with junk in one of `oneIn` positions. `resolve`
 * finds a schema by its reference.
 */
export function junkFor(
  schema: JsonSchema,
  {
    chance,
    resolve,
    oneIn,
  }: { readonly chance: Chance; readonly resolve: (ref: string) => JsonSchema; readonly oneIn: number },
  depth = 0,
): unknown {
  const settings = { chance, resolve, oneIn };
  const inside = (part: JsonSchema) => junkFor(part, settings, depth + 1);
  if (depth > DEPTH_MAX || chance.below(oneIn) === 0) return junkValue(chance);
  if (schema.$ref !== undefined) return inside(resolve(schema.$ref));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return inside(choices[chance.below(choices.length)] ?? {});
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[chance.below(schema.enum.length)];
  const type = typeof schema.type === "string" ? schema.type : schema.type?.[chance.below(schema.type.length)];
  if (type === "object" || schema.properties !== undefined || schema.allOf !== undefined) {
    const parts = [schema, ...(schema.allOf ?? [])];
    const entries = parts.flatMap(({ properties }) => Object.entries(properties ?? {}));
    const kept = entries.filter(() => chance.below(oneIn) !== 0).map(([key, part]) => [key, inside(part)]);
    return Object.fromEntries(chance.below(oneIn) === 0 ? [...kept, [junkText(chance), junkValue(chance)]] : kept);
  }
  if (type === "array") return Array.from({ length: chance.below(ITEMS_MAX + 1) }, () => inside(schema.items ?? {}));
  if (type === "string") return textFor(schema, chance);
  if (type === "integer" || type === "number") return numberFor(schema, chance);
  if (type === "boolean") return chance.below(2) === 0;
  return type === "null" ? null : junkValue(chance);
}

function junkValue(chance: Chance): unknown {
  const kind = chance.below(3);
  if (kind === 0) return junkText(chance);
  return kind === 1 ? chance.pick(NUMBERS) : chance.pick(OTHERS);
}

function textFor({ format, minLength = 0, maxLength = 40 }: JsonSchema, chance: Chance): string {
  if (format === "uuid") return "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
  if (format === "date") return "2026-11-30";
  if (format === "date-time") return "2026-11-30T08:00:00Z";
  if (format === "email") return "uji@contoh.invalid";
  if (format === "uri") return "https://contoh.invalid/";
  const length = Math.min(TEXT_LENGTH_MAX, Math.max(minLength, Math.min(maxLength, 1 + chance.below(40))));
  return chance.below(2) === 0 ? "Uji contoh ".repeat(Math.ceil(length / 11)).slice(0, length) : "7".repeat(length);
}

function numberFor({ minimum = 0, maximum = 2 ** 31 - 1 }: JsonSchema, chance: Chance): number {
  const ends: readonly [number, ...number[]] = [minimum, maximum, Math.floor(minimum + chance.next() * 10)];
  return chance.pick(ends);
}
