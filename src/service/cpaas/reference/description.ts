import {
  type ApiBody,
  type ApiDescription,
  type ApiMedia,
  type ApiMethod,
  type ApiOperation,
  type ApiParameter,
  type ApiRefusalReason,
  type ApiResponse,
  type ApiSchema,
  METHODS,
  nameOfRef,
} from "./openapi-shape.shared.ts";
import {
  BODY_REFUSALS,
  COMMON_REFUSALS,
  FAMILIES,
  OPERATION_FACTS,
  type OperationFacts,
  STATUS_OF,
} from "./operation-facts.ts";
import { withoutNull } from "./schema-fields.shared.ts";
import { spoken, type Translate } from "./sentences.ts";
import { openShapeNames, type ShapeNames } from "./shape-names.ts";
import { headersOf, PROBLEM, PROBLEM_TYPE, sharedComponents } from "./shared-components.ts";
import { mapValues, tidySchema } from "./tidy-schema.ts";

/** Path prefix of the routes in the description. */
const API_BASE = "/api/v1/";

/** OpenAPI document of all routes of the portal, as the routes declare them. */
export interface SourceDescription {
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<ApiMethod, SourceOperation>>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, ApiSchema>> };
}

type SourceOperation = Partial<Omit<ApiOperation, "parameters">> & { readonly parameters?: readonly ApiParameter[] };

/** Inputs of the description. */
export interface DescriptionNeeds {
  /** Finds a text of the locale files in the description's language; undefined without one. */
  readonly say: (key: string) => string | undefined;
  /** Translates English descriptions of routes into that language. */
  readonly translate: Translate;
  /** Public URL of the installation; undefined for a URL relative to the description's own. */
  readonly publicUrl?: string | undefined;
  readonly scopes: readonly string[];
}

/** The description, its faults as sentences, and the English descriptions of its routes. */
export interface Described {
  readonly description: ApiDescription;
  readonly faults: readonly string[];
  readonly said: ReadonlySet<string>;
}

interface Placed {
  readonly path: string;
  readonly method: ApiMethod;
  readonly source: SourceOperation;
  readonly id: string;
}

/** Describes the native API: the declarations of routes, completed by `OPERATION_FACTS` and the locale files. */
export function describeApi(source: SourceDescription, needs: DescriptionNeeds): Described {
  const placed = placedOperations(source);
  const names = openShapeNames(tidied(source.components.schemas), { used: refsIn(placed.map((one) => one.source)) });
  for (const one of placed) nameShapes(names, one);
  const paths: Record<string, Partial<Record<ApiMethod, ApiOperation>>> = {};
  for (const one of placed) {
    paths[one.path] = { ...paths[one.path], [one.method]: describeOperation(one, { ...needs, names }) };
  }
  const tags = [...new Set(placed.flatMap(({ source: { tags: own = [] } }) => own))];
  tags.sort((left, right) => rankOf(left) - rankOf(right));
  const { say, publicUrl, scopes } = needs;
  const description: ApiDescription = {
    openapi: "3.1.0",
    info: {
      title: "Sambung",
      version: "1",
      summary: say("apiReference.summary") ?? "",
      description: say("apiReference.about") ?? "",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: publicUrl ?? "/", description: say("apiReference.server") ?? "" }],
    tags: tags.map((name) => ({ name, description: say(`apiReference.families.${name}.about`) ?? "" })),
    paths,
    components: { ...sharedComponents(say, scopes), schemas: { ...names.all(), Problem: PROBLEM } },
  };
  const { description: inWords, unsaid, said } = spoken(description, needs.translate);
  const untranslated = unsaid.map(
    (one) => `"${one}" is not translated: add it to apiReference.sentences in both languages.`,
  );
  return { description: inWords, faults: [...faultsOf(placed, tags, needs), ...untranslated], said };
}

function rankOf(family: string): number {
  const rank = FAMILIES.indexOf(family);
  return rank === -1 ? FAMILIES.length : rank;
}

function placedOperations(source: SourceDescription): readonly Placed[] {
  return Object.entries(source.paths)
    .filter(([path]) => path.startsWith(API_BASE))
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([path, item]) =>
      METHODS.flatMap((method): readonly Placed[] => {
        const operation = item[method];
        const id = operation?.operationId ?? `${method} ${path}`;
        return operation === undefined ? [] : [{ path, method, source: operation, id }];
      }),
    );
}

/** Schemas with names that modules declare; request schemas have the suffix "Input". */
function tidied(schemas: Readonly<Record<string, ApiSchema>>): Readonly<Record<string, ApiSchema>> {
  return mapValues(schemas, (schema, name) => tidySchema(schema, name.endsWith("Input") ? "taken" : "answered"));
}

function refsIn(operations: readonly SourceOperation[]): ReadonlySet<string> {
  return new Set([...JSON.stringify(operations).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = ""]) => nameOfRef(ref)));
}

/** Names anonymous request and response schemas after their operation. */
function nameShapes(names: ShapeNames, { source, id }: Placed): void {
  const title = id.slice(0, 1).toUpperCase() + id.slice(1);
  for (const { schema } of Object.values(source.requestBody?.content ?? {})) {
    if (schema !== undefined) names.name(withoutNull(tidySchema(schema, "taken")).schema, `${title}Form`);
  }
  for (const [status, { content = {} }] of Object.entries(source.responses ?? {})) {
    if (!status.startsWith("2")) continue;
    for (const { schema } of Object.values(content)) {
      if (schema !== undefined) names.name(tidySchema(schema, "answered"), `${title}Answer`);
    }
  }
}

interface OperationNeeds extends DescriptionNeeds {
  readonly names: ShapeNames;
}

function describeOperation({ source, id }: Placed, needs: OperationNeeds): ApiOperation {
  const { say, names } = needs;
  const facts = OPERATION_FACTS[id];
  const parameters = (source.parameters ?? []).map((one) => parameterOf(one, facts));
  const body = source.requestBody;
  const refusals = refusalsOf(facts, { say, hasBody: body !== undefined });
  const withKey = facts?.repeats === true ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : [];
  const own = parameters.filter(({ name }) => name.toLowerCase() !== "idempotency-key");
  return {
    operationId: id,
    summary: say(`apiReference.operations.${id}`) ?? source.summary ?? id,
    ...(source.description === undefined ? {} : { description: source.description }),
    tags: source.tags ?? [],
    security: source.security ?? [],
    ...(own.length + withKey.length === 0 ? {} : { parameters: [...own, ...withKey] }),
    ...(body === undefined ? {} : { requestBody: bodyOf(body, facts, names) }),
    responses: { ...successes(source, names), ...problemsOf(refusals) },
    "x-refusals": refusals,
    "x-costs": facts?.costs === true,
  };
}

function parameterOf(parameter: ApiParameter, facts: OperationFacts | undefined): ApiParameter {
  const { name, in: place, required, schema, description } = parameter;
  const { description: said = description, ...tidy } = tidySchema(schema, "taken");
  const given = place === "path" ? facts?.example.path?.[name] : facts?.example.query?.[name];
  return {
    name,
    in: place,
    required: required === true,
    ...(said === undefined ? {} : { description: said }),
    schema: tidy,
    ...(given === undefined ? {} : { example: given }),
  };
}

/** Maps a request body; a nullable body is optional. */
function bodyOf(body: ApiBody, facts: OperationFacts | undefined, names: ShapeNames): ApiBody {
  const content = mapValues(body.content, ({ schema = {} }): ApiMedia => {
    const example = facts?.example.body;
    return {
      schema: names.withNames(withoutNull(tidySchema(schema, "taken")).schema),
      ...(example === undefined ? {} : { example }),
    };
  });
  const isLeftOut = Object.values(body.content).some(({ schema = {} }) => withoutNull(schema).isNullable);
  return { required: body.required && !isLeftOut, content };
}

const DONE: Readonly<Record<string, string>> = {
  200: "The requested resource.",
  201: "Created.",
  202: "Accepted and saved.",
  204: "Done; the response has no body.",
};
const UNSAID = "Default Response";

function successes({ responses = {} }: SourceOperation, names: ShapeNames): Readonly<Record<string, ApiResponse>> {
  const done = Object.entries(responses).filter(([status]) => status.startsWith("2"));
  return Object.fromEntries(
    done.map(([status, { description, content }]) => [
      status,
      {
        description: description === UNSAID ? (DONE[status] ?? "Done.") : description,
        headers: headersOf(200),
        ...(content === undefined || status === "204"
          ? {}
          : { content: mapValues(content, ({ schema }) => answered(schema, names)) }),
      },
    ]),
  );
}

function answered(schema: ApiSchema | undefined, names: ShapeNames): ApiMedia {
  return schema === undefined ? {} : { schema: names.withNames(tidySchema(schema, "answered")) };
}

function refusalsOf(
  facts: OperationFacts | undefined,
  { say, hasBody }: Pick<DescriptionNeeds, "say"> & { readonly hasBody: boolean },
): readonly ApiRefusalReason[] {
  const codes = new Set([...COMMON_REFUSALS, ...(hasBody ? BODY_REFUSALS : []), ...(facts?.refusals ?? [])]);
  return [...codes]
    .map((code) => ({ status: STATUS_OF[code] ?? 500, code, meaning: say(`errors.${code}`) ?? code }))
    .toSorted((left, right) => left.status - right.status);
}

/** One error response per status, listing its possible codes. */
function problemsOf(refusals: readonly ApiRefusalReason[]): Readonly<Record<string, ApiResponse>> {
  const statuses = [...new Set(refusals.map(({ status }) => status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const codes = refusals.filter((one) => one.status === status).map(({ code }) => code);
      const narrowed: ApiSchema = { properties: { error: { properties: { code: { enum: codes } } } } };
      const schema = { allOf: [{ $ref: "#/components/schemas/Problem" }, { type: "object", ...narrowed }] };
      const description = codes.map((code) => `\`${code}\``).join(", ");
      return [String(status), { description, headers: headersOf(status), content: { [PROBLEM_TYPE]: { schema } } }];
    }),
  );
}

/** Faults of the description, one sentence for each missing part. */
function faultsOf(placed: readonly Placed[], tags: readonly string[], needs: DescriptionNeeds): readonly string[] {
  const ids = placed.map(({ id }) => id);
  const operations = placed.flatMap((one) => operationFaults(one, ids, needs));
  const families = tags
    .filter((name) => ["name", "about"].some((key) => needs.say(`apiReference.families.${name}.${key}`) === undefined))
    .map(
      (name) => `The family "${name}" has no name and sentence: add apiReference.families.${name} to both languages.`,
    );
  const unknown = Object.keys(OPERATION_FACTS)
    .filter((id) => !ids.includes(id))
    .map((id) => `operation-facts.ts speaks of "${id}", but no route below ${API_BASE} has that operationId.`);
  return [...operations, ...families, ...unknown];
}

function operationFaults({ path, method, source, id }: Placed, ids: readonly string[], needs: DescriptionNeeds) {
  const where = `${method.toUpperCase()} ${path}`;
  if (source.operationId === undefined) return [`${where} has no operationId: name it in the schema of its route.`];
  const facts = OPERATION_FACTS[id];
  const scopes = (source.security ?? []).flatMap(({ key = [] }) => key);
  const unfit = scopes.filter((scope) => !needs.scopes.includes(scope));
  const codes = (facts?.refusals ?? []).filter((code) => STATUS_OF[code] === undefined);
  const unsaid = (facts?.refusals ?? []).filter((code) => needs.say(`errors.${code}`) === undefined);
  return [
    ...(ids.filter((one) => one === id).length > 1
      ? [`${where}: another route has the operationId "${id}", too.`]
      : []),
    ...(source.tags?.length === 1 ? [] : [`${where} (${id}) must have one tag: its family.`]),
    ...(scopes.length > 0 ? [] : [`${where} (${id}) does not say its scope: security: [{ key: ["…"] }].`]),
    ...unfit.map((scope) => `${where} (${id}) needs the scope "${scope}", which no key can have.`),
    ...(facts === undefined ? [`${id} has no entry in operation-facts.ts: its refusals and an example.`] : []),
    ...(source.requestBody !== undefined && facts !== undefined && facts.example.body === undefined
      ? [`${id} takes a body, but its example in operation-facts.ts has none.`]
      : []),
    ...(needs.say(`apiReference.operations.${id}`) === undefined
      ? [`${id} is not explained: add apiReference.operations.${id} to both languages.`]
      : []),
    ...codes.map((code) => `${id} may be refused with "${code}", whose status STATUS_OF does not know.`),
    ...unsaid.map((code) => `${id} may be refused with "${code}", which has no message in the locale files.`),
  ];
}
