import { describe, expect, it } from "vitest";
import { describeApi, type SourceDescription } from "./description.ts";
import { operationsOf } from "./openapi-shape.shared.ts";

const SCOPES = ["messages.read", "messages.send"];
const say = (key: string) => `said of ${key}`;
const translate = (sentence: string) => `In our words: ${sentence}`;
const UUID = { type: "string", format: "uuid", pattern: "^[0-9a-f-]+$" } as const;

const ONE = { type: "object", properties: { id: UUID }, required: ["id"], additionalProperties: false } as const;

const source = (
  operation: Readonly<Record<string, unknown>>,
  { path = "/api/v1/messages/{id}", schemas = {} }: { readonly path?: string; readonly schemas?: object } = {},
): SourceDescription =>
  ({
    paths: {
      "/api/service/secret": { get: { operationId: "secret", responses: {} } },
      [path]: {
        get: {
          operationId: "fetchMessage",
          tags: ["messages"],
          security: [{ key: ["messages.read"] }],
          parameters: [{ name: "id", in: "path", required: true, schema: UUID }],
          responses: {
            200: { description: "Default Response", content: { "application/json": { schema: ONE } } },
            404: { description: "Default Response", content: { "application/json": { schema: {} } } },
          },
          ...operation,
        },
      },
    },
    components: { schemas },
  }) as unknown as SourceDescription;

/** An operation with descriptions of its parts. */
const SAID = {
  description: "All of it.",
  parameters: [
    { name: "id", in: "path", required: true, description: "Which one.", schema: UUID },
    { name: "limit", in: "query", schema: { type: "integer" } },
  ],
  requestBody: {
    required: true,
    content: {
      "application/json": {
        schema: {
          type: "object",
          properties: {
            parts: {
              type: "array",
              items: {
                anyOf: [
                  {
                    type: "object",
                    description: "One part.",
                    properties: { text: { type: "string", description: "What it says." } },
                  },
                  { type: "string" },
                ],
              },
            },
          },
        },
      },
    },
  },
};

const described = (operation: Readonly<Record<string, unknown>> = {}, more = {}) =>
  describeApi(source(operation, more), { say, translate, scopes: SCOPES });
/** Faults of that operation, without those about operations that this source lacks. */
const faultsOf = (operation: Readonly<Record<string, unknown>>, more = {}) =>
  described(operation, more).faults.filter((one) => !one.startsWith("operation-facts.ts speaks of"));

describe("the description of our own interface", () => {
  it("has what stands below /api/v1, and nothing else", () => {
    const { description } = described();
    expect(Object.keys(description.paths)).toEqual(["/api/v1/messages/{id}"]);
    expect(JSON.stringify(description)).not.toContain("secret");
    expect(faultsOf({})).toEqual([]);
  });

  it("names each status with the codes that it may have", () => {
    const [placed] = operationsOf(described().description);
    expect(Object.keys(placed?.operation.responses ?? {})).toEqual([
      "200",
      "400",
      "401",
      "403",
      "404",
      "429",
      "500",
      "503",
    ]);
    expect(placed?.operation.responses["404"]).toMatchObject({
      description: "`no-such-message`",
      content: {
        "application/problem+json": {
          schema: { allOf: [{}, { properties: { error: { properties: { code: { enum: ["no-such-message"] } } } } }] },
        },
      },
    });
    expect(placed?.operation.responses["429"]?.headers).toHaveProperty("Retry-After");
  });

  it("says a pattern once, lets answers grow, and gives what has no name that of its operation", () => {
    const { description } = described();
    expect(description.components.schemas["FetchMessageAnswer"]).toEqual({
      type: "object",
      properties: { id: { type: "string", format: "uuid" } },
      required: ["id"],
    });
  });

  it("has one shape where both sides are the same, and the plain name where only one is used", () => {
    const form = { type: "object", properties: { text: { type: "string", default: "" } }, additionalProperties: false };
    const ref = (name: string) => ({ "application/json": { schema: { $ref: `#/components/schemas/${name}` } } });
    const { description } = described(
      {
        requestBody: { required: true, content: ref("FormInput") },
        responses: { 200: { description: "Default Response", content: ref("One") } },
      },
      { schemas: { Form: { ...form, required: ["text"] }, FormInput: form, One: ONE, OneInput: ONE } },
    );
    expect(Object.keys(description.components.schemas).toSorted()).toEqual(["Form", "One", "Problem"]);
    expect(description.components.schemas["Form"]).toEqual(form);
  });

  it("says what routes say in the language of the description, wherever it stands", () => {
    const { description } = described(SAID);
    const [placed] = operationsOf(description);
    expect(placed?.operation).toMatchObject({
      description: "In our words: All of it.",
      parameters: [{ description: "In our words: Which one." }, { name: "limit" }],
      requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/FetchMessageForm" } } } },
      responses: {
        200: { description: "In our words: The requested resource." },
        404: { description: "`no-such-message`" },
      },
    });
    const form = description.components.schemas["FetchMessageForm"];
    expect(form?.properties?.["parts"]?.items?.anyOf?.[0]).toEqual({
      type: "object",
      description: "In our words: One part.",
      properties: { text: { type: "string", description: "In our words: What it says." } },
    });
    expect(description.components.schemas["Problem"]?.description).toMatch(/^In our words: /);
  });

  it("says which sentence is not translated, and leaves it as it is", () => {
    const known = (sentence: string) => (sentence === "What it says." ? undefined : translate(sentence));
    const { description, faults } = describeApi(source(SAID), { say, translate: known, scopes: SCOPES });
    expect(faults).toContain('"What it says." is not translated: add it to apiReference.sentences in both languages.');
    expect(faults.filter((one) => one.includes("is not translated"))).toHaveLength(1);
    expect(JSON.stringify(description)).toContain('"description":"What it says."');
  });

  it("says in a sentence what an operation lacks", () => {
    const none = { operationId: undefined };
    expect(faultsOf(none)).toEqual([
      "GET /api/v1/messages/{id} has no operationId: name it in the schema of its route.",
    ]);
    expect(faultsOf({ security: undefined })).toEqual([
      'GET /api/v1/messages/{id} (fetchMessage) does not say its scope: security: [{ key: ["…"] }].',
    ]);
    expect(faultsOf({ security: [{ key: ["moon.walk"] }] })).toEqual([
      'GET /api/v1/messages/{id} (fetchMessage) needs the scope "moon.walk", which no key can have.',
    ]);
    expect(faultsOf({ tags: [] })).toEqual(["GET /api/v1/messages/{id} (fetchMessage) must have one tag: its family."]);
    expect(faultsOf({ operationId: "walkOnMoon" })).toEqual([
      "walkOnMoon has no entry in operation-facts.ts: its refusals and an example.",
    ]);
    expect(faultsOf({ requestBody: { required: true, content: {} } })).toEqual([
      "fetchMessage takes a body, but its example in operation-facts.ts has none.",
    ]);
    const mute = describeApi(source({}), { say: () => undefined, translate, scopes: SCOPES }).faults;
    expect(mute).toContain(
      "fetchMessage is not explained: add apiReference.operations.fetchMessage to both languages.",
    );
    expect(described().faults).toContain(
      'operation-facts.ts speaks of "sendMessage", but no route below /api/v1/ has that operationId.',
    );
  });
});
