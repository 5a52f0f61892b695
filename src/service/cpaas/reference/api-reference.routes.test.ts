import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { describePortal } from "./api-reference.routes.ts";
import { exampleValues } from "./code-sample.shared.ts";
import { type ApiDescription, bodyOf, operationsOf } from "./openapi-shape.shared.ts";

let portal: TestPortal;
let given: ApiDescription;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  given = (await ask()).body;
});

afterAll(() => portal?.close());

async function ask(language?: string) {
  const headers = language === undefined ? {} : { "accept-language": language };
  const answer = await fetch(`${portal.url}/api/v1/openapi.json`, { headers });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as ApiDescription };
}

/** Keys whose values are natural-language text. */
const FOR_PEOPLE = new Set(["summary", "description", "meaning"]);
/** A comma-separated list of error codes. */
const CODES = /^`[a-z-]+`(?:, `[a-z-]+`)*$/;

/** Splits a description into its natural-language texts, by location, and everything else. */
function wordsOf(description: ApiDescription) {
  const words = new Map<string, string>();
  const restOf = (value: unknown, place: string): unknown => {
    if (Array.isArray(value)) return value.map((one, nth) => restOf(one, `${place}/${nth}`));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]: readonly [string, unknown]) => {
        if (!FOR_PEOPLE.has(key) || typeof one !== "string" || CODES.test(one)) {
          return [key, restOf(one, `${place}/${key}`)];
        }
        words.set(`${place}/${key}`, one);
        return [key, "…"];
      }),
    );
  };
  return { rest: restOf(description, ""), words };
}

describe("GET /api/v1/openapi.json", () => {
  it("gives everybody a description that somebody else's validator finds valid", async () => {
    const { status, headers } = await ask();
    expect([status, headers.get("content-type")]).toEqual([200, "application/json; charset=utf-8"]);
    const validator = new Validator();
    const whole = structuredClone(given) as unknown as Parameters<typeof validator.validate>[0];
    expect(await validator.validate(whole)).toEqual({ valid: true });
    expect(validator.version).toBe("3.1");
  });

  it("describes every route below /api/v1, without a gap, in both languages", () => {
    for (const locale of ["id", "en"] as const) {
      expect(describePortal(portal.app.http, { texts: portal.kit.texts, locale }).faults).toEqual([]);
    }
    const { paths: routes } = portal.app.http.swagger() as unknown as {
      readonly paths: Readonly<Record<string, object>>;
    };
    const own = Object.entries(routes).filter(([path]) => path.startsWith("/api/v1/"));
    const count = own.reduce((sum, [, item]) => sum + Object.keys(item).length, 0);
    expect(count).toBeGreaterThan(0);
    expect(operationsOf(given)).toHaveLength(count);
  });

  it("speaks Indonesian to whoever asks for it, and English to a program that says nothing", async () => {
    const [indonesian, english] = [await ask("id-ID,id;q=0.9"), await ask("en")];
    const summaryOf = ({ paths }: ApiDescription) => paths["/api/v1/messages"]?.post?.summary;
    expect(summaryOf(indonesian.body)).toMatch(/^Mengirim satu pesan/);
    expect(summaryOf(english.body)).toMatch(/^Sends a message/);
    expect(given).toEqual(english.body);
    expect(indonesian.headers.get("vary")).toContain("accept-language");
  });

  it("leaves nothing in English to whoever reads Indonesian, and is the same in all that programs read", async () => {
    const indonesian = wordsOf((await ask("id")).body);
    const english = wordsOf(given);
    expect(indonesian.rest).toEqual(english.rest);
    expect(english.words.size).toBeGreaterThan(500);
    const alike = [...english.words].filter(([place, text]) => indonesian.words.get(place) === text);
    expect(alike).toEqual([]);
  });

  it("has examples that fit what it says of requests", () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema({ $id: "api", ...given });
    expect(operationsOf(given).length).toBeGreaterThan(0);
    for (const placed of operationsOf(given)) {
      const { operationId } = placed.operation;
      const body = bodyOf(placed.operation);
      const values = exampleValues(placed);
      const faults = (schema: object, value: unknown) => {
        const written = JSON.stringify(schema).replaceAll('"#/', '"api#/');
        const isFit = ajv.compile(JSON.parse(written) as object);
        return isFit(value) ? [] : isFit.errors;
      };
      if (body?.schema !== undefined) expect(faults(body.schema, values.body), operationId).toEqual([]);
      for (const { name, in: place, required, schema } of placed.parameters) {
        const value = place === "path" ? values.path[name] : values.query[name];
        if (required === true) expect(value, `${operationId} ${name}`).toBeDefined();
        if (value !== undefined) expect(faults(schema, value), `${operationId} ${name}`).toEqual([]);
      }
    }
  });
});
