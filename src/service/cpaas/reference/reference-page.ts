import { codeSample, exampleValues, scopesOf } from "./code-sample.shared.ts";
import {
  type ApiDescription,
  type ApiSchema,
  bodyOf,
  isPage,
  nameOfRef,
  operationsOf,
  type PlacedOperation,
  resolved,
  successOf,
} from "./openapi-shape.shared.ts";
import { COMMON_REFUSALS } from "./operation-facts.ts";
import {
  fieldsOf,
  type SchemaField,
  type ValueKind,
  type ValueLimit,
  type ValueType,
  valueTypeOf,
} from "./schema-fields.shared.ts";

type Schemas = ApiDescription["components"]["schemas"];

const KINDS: Readonly<Record<ValueKind, string>> = {
  text: "text",
  id: "id",
  instant: "instant",
  date: "date",
  address: "address",
  choice: "",
  whole: "whole number",
  number: "number",
  "yes-no": "true or false",
  list: "list",
  object: "object",
  map: "texts by name",
  "one-of": "one of several",
  anything: "anything",
};

/** Value limits by unit: minimum, maximum and unit. */
const BOUNDS = [
  ["characters-min", "characters-max", " characters"],
  ["min", "max", ""],
  ["items-min", "items-max", ""],
] as const;

/** Texts of the reference page beyond the description. */
export interface ReferenceWords {
  readonly families: Readonly<Record<string, string>>;
}

/** The reference page of the native API in the guide, as Markdown. */
export function referencePage(description: ApiDescription, { families }: ReferenceWords): string {
  const all = operationsOf(description);
  const { schemas } = description.components;
  const title = (name: string) => families[name] ?? name;
  const ofFamily = (name: string) => all.filter(({ operation }) => operation.tags[0] === name);
  const contents = description.tags.map(({ name }) => {
    const links = ofFamily(name).map(
      ({ operation: { operationId } }) => `[${operationId}](#${operationId.toLowerCase()})`,
    );
    return `- [${title(name)}](#${anchorOf(title(name))}): ${links.join(", ")}`;
  });
  const sections = description.tags.flatMap(({ name, description: about }) => [
    `## ${title(name)}`,
    about,
    ...ofFamily(name).flatMap((placed) => operationPart(placed, schemas)),
  ]);
  return `${[...beginning(description), contents.join("\n"), ...commonPart(all), ...sections, ...shapesPart(all, schemas)].join("\n\n")}\n`;
}

function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w -]/g, "")
    .replaceAll(" ", "-");
}

function beginning(description: ApiDescription): readonly string[] {
  const { securitySchemes, parameters } = description.components;
  const { description: about = "" } = description.info as { readonly description?: string };
  const { description: key = "" } = (securitySchemes["key"] ?? {}) as { readonly description?: string };
  return [
    "<!-- Made by tools/generate.ts from the routes themselves. -->",
    "# Reference of our own interface",
    "For programs that are written anew; those that were written for the field's interface use [its shapes](cpaas-rest.md). The same as data for tools: `GET /api/v1/openapi.json` (OpenAPI 3.1, without a key), " +
      "which an installation answers as it is itself. In the console it is *Aplikasi dan API → Referensi API*, where [requests can be tried](console.md#reference).",
    '**Typed client.** One file without dependencies, of the version of the installation that is asked: `curl --fail --output sambung.ts "$SAMBUNG_URL/api/v1/client.ts"`. A method has the name of its operation and takes the parts of the address, the body, the query and options. ' +
      "It makes one `Idempotency-Key` for each order and sends again what may be sent again, waits for `Retry-After` as long as the call may take (`timeoutMs`), throws `SambungError` with the `code` of the refusal, and goes through lists by `for await`. A sound may take as long as it comes (`timeoutMs` bounds it where you say it), is never fetched twice by itself, and comes in part by `{ range: { from: 0, to: 65_535 } }`:",
    '```ts\nimport { Sambung } from "./sambung.ts";\n\nconst sambung = new Sambung({ url: "https://sambung.example", key: process.env.SAMBUNG_KEY ?? "" });\n```',
    about,
    `**Key.** \`Authorization: Bearer smb_…\`. ${key}`,
    `**Orders that are sent again.** Header \`Idempotency-Key\`, where an operation takes it. ${parameters["IdempotencyKey"]?.description ?? ""}`,
  ];
}

/** The section on errors common to all operations. */
function commonPart(all: readonly PlacedOperation[]): readonly string[] {
  const byCode = new Map(
    all.flatMap(({ operation }) => operation["x-refusals"].map((one) => [one.code, one] as const)),
  );
  const reasons = [...byCode.values()].filter(isCommon).toSorted((left, right) => left.status - right.status);
  return [
    "## Refusals",
    "A refusal is `application/problem+json` (RFC 9457): `error.code` says why, for programs; `error.message` in the language of `Accept-Language`; `error.fields` names the fields it is about. " +
      "With 429 and 503, `Retry-After` says when to ask again. Any request may be refused so:",
    refusalTable(reasons),
  ];
}

const COMMON: ReadonlySet<string> = new Set([...COMMON_REFUSALS, "body-too-large"]);
const isCommon = ({ code }: { readonly code: string }) => COMMON.has(code);

function refusalTable(reasons: PlacedOperation["operation"]["x-refusals"]): string {
  const rows = reasons.map(({ status, code, meaning }) => `| ${status} | \`${code}\` | ${cell(meaning)} |`);
  return ["| status | code | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

function operationPart(placed: PlacedOperation, schemas: Schemas): readonly string[] {
  const { operation, parameters, method, path } = placed;
  const own = operation["x-refusals"].filter((one) => !isCommon(one));
  const scope = scopesOf(operation).map((one) => `\`${one}\``);
  const about = [`Scope ${scope.join(", ")}.`, ...(operation["x-costs"] ? ["May cost money."] : [])];
  const takesKey = parameters.some(({ name }) => name === "Idempotency-Key");
  const values = exampleValues(placed);
  const sample = (language: "curl" | "typescript") => codeSample(placed, { language, values, schemas });
  const asked = parameters.filter((one) => one.in !== "header");
  const body = bodyOf(operation)?.schema;
  return [
    `### ${operation.operationId}`,
    `\`${method.toUpperCase()} ${path}\``,
    operation.summary,
    [...about, ...(takesKey ? ["Takes `Idempotency-Key`."] : [])].join(" "),
    ...(operation.description === undefined ? [] : [operation.description]),
    ...(asked.length === 0 ? [] : [parameterTable(asked, schemas)]),
    ...(body === undefined ? [] : ["Body:", fieldTable(fieldsOf(body, schemas), true)]),
    answerPart(placed, schemas),
    ...(own.length === 0 ? [] : [refusalTable(own)]),
    `\`\`\`sh\n${sample("curl")}\n\`\`\``,
    `\`\`\`ts\n${sample("typescript")}\n\`\`\``,
  ];
}

function parameterTable(parameters: PlacedOperation["parameters"], schemas: Schemas): string {
  const rows = parameters.map(({ name, in: place, required, schema, description }) => {
    const where = place === "path" ? "in the address" : "behind the question mark";
    const type = valueTypeOf(schema, schemas);
    const need = required === true || type.fallback !== undefined ? "" : ", optional";
    return `| \`${name}\` | ${where}${need}: ${typeWords(type)} | ${cell(description ?? "")} |`;
  });
  return ["| parameter | what | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

function answerPart({ operation }: PlacedOperation, schemas: Schemas): string {
  const { status, type, schema } = successOf(operation);
  if (type === undefined) return `Answer: ${status}, with nothing in it.`;
  if (schema?.$ref === undefined) return `Answer: ${status}, \`${type}\`.`;
  const name = nameOfRef(schema.$ref);
  if (!isPage(schema, schemas)) return `Answer: ${status}, ${shapeLink(name)}.`;
  const items = resolved(schema, schemas).properties?.["items"]?.items;
  const one = items?.$ref === undefined ? "objects" : shapeLink(nameOfRef(items.$ref));
  return `Answer: ${status}, a page (${shapeLink(name)}) of ${one}.`;
}

const shapeLink = (name: string) => `[${name}](#shape-${name.toLowerCase()})`;

/** The section on response schemas, each once, ordered by name. */
function shapesPart(all: readonly PlacedOperation[], schemas: Schemas): readonly string[] {
  const taken = new Set(all.map(({ operation }) => nameOfRef(bodyOf(operation)?.schema?.$ref ?? "")));
  const names = Object.keys(schemas).filter((name) => name !== "Problem" && !taken.has(name));
  const parts = names.flatMap((name) => {
    const schema = schemas[name] ?? {};
    const known = names.filter((one) => one !== name);
    const about = schema.description === undefined ? [] : [schema.description];
    const base = names.find((one) => one !== name && isWithin(schemas[one] ?? {}, schema));
    const fields = fieldsOf(schema, schemas, known);
    if (base === undefined) return [`### Shape ${name}`, ...about, fieldTable(fields, false)];
    const shared = new Set(Object.keys(schemas[base]?.properties ?? {}));
    const own = fields.filter(({ path }) => !shared.has(path.split(/[.[]/, 1)[0] ?? ""));
    return [`### Shape ${name}`, ...about, `All that ${shapeLink(base)} has, and:`, fieldTable(own, false)];
  });
  return ["## Shapes", "What answers have in them. A field is always there; what may be empty is `null`.", ...parts];
}

const SHARED_MIN = 4;

/** Tests whether a schema has all fields of another schema, and more. */
function isWithin({ properties: less = {} }: ApiSchema, { properties: more = {} }: ApiSchema): boolean {
  const names = Object.keys(less);
  if (names.length < SHARED_MIN || names.length >= Object.keys(more).length) return false;
  return names.every((name) => JSON.stringify(less[name]) === JSON.stringify(more[name]));
}

function fieldTable(fields: readonly SchemaField[], isTaken: boolean): string {
  const rows = fields.map(({ path, type, isRequired, description }) => {
    const isLeft = type.fallback !== undefined && type.fallback !== "";
    const need = isRequired || (isTaken && isLeft) ? "" : isTaken ? ", optional" : ", not always there";
    return `| \`${path}\` | ${typeWords(type)}${need} | ${cell(description)} |`;
  });
  return ["| field | what | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

/** Describes a value type in words. */
function typeWords(type: ValueType): string {
  const { kind, of, choices, limits, shape, isNullable, fallback } = type;
  const what =
    kind === "list" && of !== undefined
      ? `list of ${typeWords(of)}`
      : kind === "choice"
        ? choices.map((one) => `\`${String(one)}\``).join(", ")
        : kind === "object" && shape !== undefined
          ? shape
          : KINDS[kind];
  const bounds = BOUNDS.flatMap(([least, most, unit]) => boundWords(limits, { least, most, unit }));
  const left = fallback === undefined || fallback === "" ? [] : [`${JSON.stringify(fallback)} where left out`];
  return [what, ...bounds, ...left, ...(isNullable ? ["or null"] : [])].join(", ");
}

function boundWords(
  limits: readonly ValueLimit[],
  {
    least,
    most,
    unit,
  }: { readonly least: ValueLimit["limit"]; readonly most: ValueLimit["limit"]; readonly unit: string },
): readonly string[] {
  const boundOf = (limit: ValueLimit["limit"]) => limits.find((one) => one.limit === limit)?.value.toLocaleString("en");
  const [from, to] = [boundOf(least), boundOf(most)];
  if (from === undefined && to === undefined) return [];
  if (from === undefined) return [`up to ${to}${unit}`];
  return [to === undefined ? `from ${from}${unit}` : `${from} to ${to}${unit}`];
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
