import { readFile } from "node:fs/promises";
import path from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import type { ApiDescription } from "../src/service/cpaas/reference/index.ts";
import { bodyOf, clientOperations, operationsOf, successOf } from "../src/service/cpaas/reference/wire.ts";

const CORE = path.resolve(import.meta.dirname, "../clients/typescript/core.ts");
/** Sections of the description's types that the client needs. */
const INCLUDED_SECTIONS = new Set(["components", "operations"]);

/** The parts of a description that the client's methods need: schemas, query parameters, and successful responses. */
function slim(description: ApiDescription): object {
  const paths = operationsOf(description).map(({ path: address, method, operation, parameters }) => {
    const { operationId, requestBody } = operation;
    const { status, type, schema } = successOf(operation);
    const done = type === undefined ? {} : { content: { [type]: { schema } } };
    const body = bodyOf(operation);
    const taken = { required: requestBody?.required, content: { "application/json": { schema: body?.schema } } };
    const asked = parameters
      .filter((one) => one.in !== "header")
      .map(({ name, in: place, required, description: about, schema: of }) => ({
        name,
        in: place,
        required,
        schema: of,
        ...(about === undefined ? {} : { description: about }),
      }));
    const slimmed = {
      operationId,
      parameters: asked,
      responses: { [status]: { description: "", ...done } },
      ...(body === undefined ? {} : { requestBody: taken }),
    };
    return { address, method, slimmed };
  });
  const byAddress: Record<string, Record<string, unknown>> = {};
  for (const { address, method, slimmed } of paths) byAddress[address] = { ...byAddress[address], [method]: slimmed };
  const { openapi, info, components } = description;
  return { openapi, info, paths: byAddress, components: { schemas: components.schemas } };
}

/** The typed client as one file: types of the description, the hand-written core, and a method for each operation. */
export async function clientFile(description: ApiDescription): Promise<string> {
  const nodes = await openapiTS(JSON.stringify(slim(description)), { defaultNonNullable: false });
  const types = nodes.filter((node) => ts.isInterfaceDeclaration(node) && INCLUDED_SECTIONS.has(node.name.text));
  if (types.length !== INCLUDED_SECTIONS.size)
    throw new Error("The types of the description have other names than expected");
  const core = (await readFile(CORE, "utf8")).replace(/^import .*\n\n/, "");
  if (/^import /m.test(core)) throw new Error("The core of the client imports something");
  const beginning = [
    "// A client of Sambung's own interface for programs (/api/v1), in one file and without dependencies. Take it from the installation that you",
    "// ask, so that it is of the same version: GET /api/v1/client.ts. Made from /api/v1/openapi.json; do not edit it.",
    "// Apache-2.0.",
  ];
  return `${[beginning.join("\n"), astToString(types).trim(), core.trim(), clientOperations(description)].join("\n\n")}\n`;
}
