import {
  type ApiDescription,
  type ApiOperation,
  bodyOf,
  isPage,
  type PlacedOperation,
  successOf,
} from "./openapi-shape.shared.ts";

/** Values of one request. */
export interface RequestValues {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
}

/** Languages of the code samples. */
export const SAMPLE_LANGUAGES = ["curl", "typescript", "python"] as const;

/** One of `SAMPLE_LANGUAGES`. */
export type SampleLanguage = (typeof SAMPLE_LANGUAGES)[number];

type Schemas = ApiDescription["components"]["schemas"];

/** The example request of the description. */
export function exampleValues({ operation, parameters }: PlacedOperation): RequestValues {
  const given = (place: string) =>
    Object.fromEntries(parameters.filter((one) => one.in === place && one.example !== undefined).map(exampleOf));
  const key = parameters.find(isIdempotencyKey)?.example;
  return {
    path: given("path") as Readonly<Record<string, string>>,
    query: given("query"),
    body: bodyOf(operation)?.example,
    idempotencyKey: typeof key === "string" ? key : undefined,
  };
}

const exampleOf = ({ name, example }: PlacedOperation["parameters"][number]) => [name, example] as const;
const isIdempotencyKey = ({ name }: { readonly name: string }) => name === "Idempotency-Key";

/** Path and query of a request, relative to the base URL. */
export function addressOf({ path }: Pick<PlacedOperation, "path">, { path: given, query }: RequestValues): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given[name] ?? ""));
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const search = asked.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return search.length === 0 ? filled : `${filled}?${search.join("&")}`;
}

/** A code sample of a request in one language. The sample reads base URL and API key from environment variables. */
export function codeSample(
  placed: PlacedOperation,
  {
    language,
    values,
    schemas,
  }: { readonly language: SampleLanguage; readonly values: RequestValues; readonly schemas: Schemas },
): string {
  if (language === "curl") return curlSample(placed, values);
  return language === "python" ? pythonSample(placed, values) : typescriptSample(placed, values, schemas);
}

const METHOD = ({ method }: PlacedOperation) => method.toUpperCase();
const isJson = ({ type }: ReturnType<typeof successOf>) => type?.includes("json") === true;

function curlSample(placed: PlacedOperation, values: RequestValues): string {
  const { body, idempotencyKey } = values;
  const success = successOf(placed.operation);
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const lines = [
    `curl --fail-with-body --silent --show-error${placed.method === "get" ? "" : ` --request ${METHOD(placed)}`}`,
    `--header "Authorization: Bearer $SAMBUNG_KEY"`,
    ...(idempotencyKey === undefined ? [] : [`--header ${quoted(`Idempotency-Key: ${idempotencyKey}`)}`]),
    ...(body === undefined ? [] : [`--header 'Content-Type: application/json'`, `--data ${quoted(jsonText(body))}`]),
    ...(isJson(success) || success.type === undefined ? [] : ["--output answer"]),
    `"$SAMBUNG_URL${addressOf(placed, values)}"`,
  ];
  return lines.join(" \\\n  ");
}

function pythonSample(placed: PlacedOperation, values: RequestValues): string {
  const { body, idempotencyKey } = values;
  const success = successOf(placed.operation);
  const headers = [
    `"Authorization": "Bearer " + os.environ["SAMBUNG_KEY"]`,
    ...(body === undefined ? [] : [`"Content-Type": "application/json"`]),
    ...(idempotencyKey === undefined ? [] : [`"Idempotency-Key": ${JSON.stringify(idempotencyKey)}`]),
  ];
  const read = { json: "print(json.load(answer))", bytes: "sound = answer.read()", none: "print(answer.status)" };
  return [
    isJson(success) || body !== undefined
      ? "import json\nimport os\nimport urllib.request"
      : "import os\nimport urllib.request",
    "",
    "request = urllib.request.Request(",
    `    os.environ["SAMBUNG_URL"] + ${JSON.stringify(addressOf(placed, values))},`,
    `    method="${METHOD(placed)}",`,
    `    headers={${headers.join(", ")}},`,
    ...(body === undefined ? [] : [`    data=json.dumps(${literal(body, PYTHON, 1)}).encode(),`]),
    ")",
    "with urllib.request.urlopen(request, timeout=10) as answer:",
    `    ${isJson(success) ? read.json : success.type === undefined ? read.none : read.bytes}`,
  ].join("\n");
}

function typescriptSample(placed: PlacedOperation, values: RequestValues, schemas: Schemas): string {
  const { operation, parameters } = placed;
  const success = successOf(operation);
  const options = values.idempotencyKey === undefined ? [] : [{ idempotencyKey: values.idempotencyKey }];
  const asked = Object.keys(values.query).length > 0 ? [values.query] : [];
  const given = [
    ...parameters.filter((one) => one.in === "path").map(({ name }) => values.path[name] ?? ""),
    ...(values.body === undefined ? [] : [values.body]),
    ...(asked.length === 0 && options.length > 0 && hasQuery(placed) ? [{}] : asked),
    ...options,
  ];
  const call = `sambung.${operation.operationId}(${given.map((one) => literal(one, TYPESCRIPT, 0)).join(", ")})`;
  if (isPage(success.schema, schemas)) return `for await (const one of ${call}) console.log(one);`;
  return success.type === undefined ? `await ${call};` : `const answer = await ${call};`;
}

function hasQuery({ parameters }: PlacedOperation): boolean {
  return parameters.some((one) => one.in === "query");
}

interface Notation {
  readonly words: Readonly<Record<"true" | "false" | "null", string>>;
  readonly indent: string;
  readonly key: (name: string) => string;
}

const PYTHON: Notation = {
  words: { true: "True", false: "False", null: "None" },
  indent: "    ",
  key: (name) => JSON.stringify(name),
};
const TYPESCRIPT: Notation = {
  words: { true: "true", false: "false", null: "null" },
  indent: "  ",
  key: (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)),
};
const LINE_MAX = 80;

/** A literal of the language, on one line if it is short. */
function literal(value: unknown, notation: Notation, depth: number): string {
  if (value === null || typeof value === "boolean") return notation.words[String(value) as "true"];
  if (typeof value !== "object") return JSON.stringify(value) ?? notation.words.null;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((one) => literal(one, notation, depth + 1))
    : Object.entries(value).map(([name, one]) => `${notation.key(name)}: ${literal(one, notation, depth + 1)}`);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  const pad = isList || notation === PYTHON ? "" : " ";
  const line = parts.length === 0 ? `${open}${close}` : `${open}${pad}${parts.join(", ")}${pad}${close}`;
  if (line.length <= LINE_MAX && !line.includes("\n")) return line;
  const inner = notation.indent.repeat(depth + 1);
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join("")}${notation.indent.repeat(depth)}${close}`;
}

/** A readable JSON body. */
function jsonText(body: unknown): string {
  const line = JSON.stringify(body);
  return line.length <= LINE_MAX ? line : JSON.stringify(body, null, 2);
}

/** Scopes that an API key needs for an operation. */
export function scopesOf({ security }: Pick<ApiOperation, "security">): readonly string[] {
  return security.flatMap((one) => Object.values(one).flat());
}
