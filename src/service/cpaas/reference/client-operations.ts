import { scopesOf } from "./code-sample.shared.ts";
import {
  type ApiDescription,
  bodyOf,
  isPage,
  nameOfRef,
  operationsOf,
  type PlacedOperation,
  resolved,
  successOf,
} from "./openapi-shape.shared.ts";

type Schemas = ApiDescription["components"]["schemas"];

/** The generated part of the typed client: types, error codes, and a method for each operation. */
export function clientOperations(description: ApiDescription): string {
  const all = operationsOf(description);
  const { schemas } = description.components;
  const codes = new Set(all.flatMap(({ operation }) => operation["x-refusals"].map(({ code }) => code)));
  const shapes = Object.keys(schemas).map((name) => `export type ${name} = components["schemas"]["${name}"];`);
  return [
    shapes.join("\n"),
    `/** Every code that an operation may be refused with. */\nexport type RefusalCode =\n${[...codes]
      .toSorted()
      .map((code) => `  | ${JSON.stringify(code)}`)
      .join("\n")};`,
    [
      "/** Asks an installation: one method for each operation. */",
      "export class Sambung {",
      "  readonly #requests: Requests;",
      "",
      "  constructor(options: SambungOptions) {",
      "    this.#requests = new Requests(options);",
      "  }",
      "",
      all.map((placed) => methodOf(placed, schemas)).join("\n\n"),
      "}",
    ].join("\n"),
  ].join("\n\n");
}

function methodOf(placed: PlacedOperation, schemas: Schemas): string {
  const { operation, parameters, method, path } = placed;
  const { operationId } = operation;
  const of = (place: string) => parameters.filter((one) => one.in === place);
  const body = bodyTaken(placed);
  const hasKey = parameters.some(({ name }) => name === "Idempotency-Key");
  const answer = answerOf(placed, schemas);
  const taken = [
    ...of("path").map(({ name }) => `${name}: string`),
    ...(body === undefined ? [] : [body]),
    ...(of("query").length === 0 ? [] : [queryTaken(placed)]),
    `options: ${answer.by === "bytes" ? "BytesOptions" : "CallOptions"} = {}`,
  ];
  const asked = [
    `operation: "${operationId}"`,
    `method: "${method.toUpperCase()}"`,
    `path: ${addressCode(path)}`,
    ...(of("query").length === 0 ? [] : ["query"]),
    ...(body === undefined ? [] : ["body"]),
    ...(hasKey ? ["hasKey: true"] : []),
  ];
  return [
    `  /** ${docOf(operation)} */`,
    `  ${operationId}(${taken.join(", ")}): ${answer.type} {`,
    `    return this.#requests.${answer.by}({ ${asked.join(", ")} }, options);`,
    "  }",
  ].join("\n");
}

function docOf(operation: PlacedOperation["operation"]): string {
  const { summary, description = "" } = operation;
  const cost = operation["x-costs"] ? " May cost money." : "";
  return `${`${summary} ${description}`.trim()} Scope ${scopesOf(operation).join(", ")}.${cost}`.replaceAll(
    "*/",
    "* /",
  );
}

function bodyTaken({ operation }: PlacedOperation): string | undefined {
  const schema = bodyOf(operation)?.schema;
  if (schema === undefined) return undefined;
  const { operationId, requestBody } = operation;
  const inline = `NonNullable<operations["${operationId}"]["requestBody"]>["content"]["application/json"]`;
  const type = schema.$ref === undefined ? inline : nameOfRef(schema.$ref);
  return requestBody?.required === true ? `body: ${type}` : `body: ${type} | null = null`;
}

function queryTaken({ operation, parameters }: PlacedOperation): string {
  const type = `NonNullable<operations["${operation.operationId}"]["parameters"]["query"]>`;
  const isNeeded = parameters.some((one) => one.in === "query" && one.required === true);
  return isNeeded ? `query: ${type}` : `query: ${type} = {}`;
}

function addressCode(path: string): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `\${part(${name})}`);
  return filled === path ? JSON.stringify(path) : `\`${filled}\``;
}

function answerOf({ operation }: PlacedOperation, schemas: Schemas): { readonly type: string; readonly by: string } {
  const { status, type, schema } = successOf(operation);
  if (type === undefined) return { type: "Promise<void>", by: "nothing" };
  if (!type.includes("json")) return { type: "Promise<Blob>", by: "bytes" };
  const inline = `operations["${operation.operationId}"]["responses"][${status}]["content"]["application/json"]`;
  const name = schema?.$ref === undefined ? inline : nameOfRef(schema.$ref);
  if (!isPage(schema, schemas)) return { type: `Promise<${name}>`, by: "json" };
  const items = resolved(schema ?? {}, schemas).properties?.["items"]?.items;
  const item = items?.$ref === undefined ? `${name}["items"][number]` : nameOfRef(items.$ref);
  return { type: `Listing<${item}, ${name}>`, by: "listing" };
}
