import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Sambung, type SambungError } from "../../clients/typescript/sambung.ts";
import { API_SCOPES } from "../../src/identity/index.ts";
import { codeSample, exampleValues, operationsOf } from "../../src/service/cpaas/reference/wire.ts";
import { CLIENT_CASES, failureOf, messageOf, NOBODYS } from "../../testkit/client-cases.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { CODE, openTypedClientFixture, type TypedClientFixture } from "../../testkit/typed-client-fixture.ts";
import { createVirtualContext, type VirtualContext } from "../../testkit/virtual-context.ts";

const BULK_MAX = 1_000;
const BULKS_MAX = 12;
const run = promisify(execFile);

let virtualContext: VirtualContext;
let portal: TestPortal;
let fixture: TypedClientFixture;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  fixture = await openTypedClientFixture(portal, virtualContext);
});

afterAll(() => portal?.close());

describe("the typed client, asked of a portal", () => {
  it("has a case for every operation of the description, and for no other", () => {
    const ids = operationsOf(fixture.description).map(({ operation }) => operation.operationId);
    expect(Object.keys(CLIENT_CASES).toSorted()).toEqual(ids.toSorted());
    expect(ids.filter((id) => !(id in fixture.sambung))).toEqual([]);
  });

  it.each(Object.keys(CLIENT_CASES))("%s: answered and refused as it is described", async (operation) => {
    await CLIENT_CASES[operation]?.(fixture);
    expect(fixture.answers.done).toContain(operation);
    expect(fixture.answers.faults).toEqual([]);
  });

  it("is refused by every operation without a key in force, and with one for something else", async () => {
    const { answers, description } = fixture;
    const stranger = new Sambung({ url: portal.url, key: `smb_${"x".repeat(43)}`, fetch: answers.fetch });
    const others = new Map<string, Sambung>();
    for (const placed of operationsOf(description)) {
      const { operationId, security } = placed.operation;
      const [scope = ""] = security.flatMap(({ key = [] }) => key);
      const other = others.get(scope) ?? (await fixture.clientWith(API_SCOPES.filter((one) => one !== scope)));
      others.set(scope, other);
      const given = placed.parameters
        .filter((one) => one.in === "path")
        .map(({ name }) => (name === "code" ? CODE : NOBODYS));
      const { body } = exampleValues(placed);
      const ask = async (client: Sambung) => {
        const method = client[operationId as "fetchCall"].bind(client) as unknown as (...all: unknown[]) => unknown;
        const answer = method(...given, ...(body === undefined ? [] : [body]));
        return failureOf(answer instanceof Promise ? answer : (answer as { page(): Promise<unknown> }).page());
      };
      expect([operationId, await ask(stranger)]).toMatchObject([operationId, { status: 401, code: "api-key-unknown" }]);
      expect([operationId, await ask(other)]).toMatchObject([operationId, { status: 403, code: "api-key-scope" }]);
    }
    expect(answers.faults).toEqual([]);
  });

  it("waits as long as a portal says that is asked too much, and sends the same again", async () => {
    const bulk = { messages: Array.from({ length: BULK_MAX }, () => messageOf("Banyak")) };
    const impatient = await fixture.clientWith(["messages.send"], { attemptsMax: 1 });
    let refused: SambungError | undefined;
    for (let nth = 0; nth < BULKS_MAX && refused === undefined; nth += 1) {
      refused = await failureOf(impatient.sendMessages(bulk));
    }
    expect(refused).toMatchObject({ status: 429, code: "too-fast" });
    expect(refused?.retryAfterMs).toBeGreaterThan(0);
    let sent = 0;
    const patient = await fixture.clientWith(["messages.send"], {
      fetch: async (address, init) => {
        sent += 1;
        const answer = await fixture.answers.fetch(address, init);
        virtualContext.advance(Number(answer.headers.get("retry-after") ?? 0) * 1_000);
        return answer;
      },
    });
    expect(await patient.sendMessages(bulk)).toMatchObject({ accepted: BULK_MAX, refused: 0 });
    expect(sent).toBe(2);
    expect(fixture.answers.faults).toEqual([]);
  });
});

/** Compiler settings of an API user, stricter than most. */
const STRICT = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: "es2022",
  isolatedModules: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noFallthroughCasesInSwitch: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  allowUnreachableCode: false,
};

describe("the typed client, in somebody else's program", () => {
  it("is what the installation gives out, and compiles with every example of the reference under strict settings", async () => {
    const given = await fetch(`${portal.url}/api/v1/client.ts`);
    expect([given.status, given.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
    const { description } = fixture;
    const { schemas } = description.components;
    const examples = operationsOf(description).map((placed) => {
      const sample = codeSample(placed, { language: "typescript", values: exampleValues(placed), schemas });
      return `export async function ${placed.operation.operationId}Example(): Promise<unknown> {\n${sample}\n${sample.includes("const answer") ? "return answer;" : "return undefined;"}\n}`;
    });
    const program = [
      'import { Sambung } from "./sambung.js";',
      'const sambung = new Sambung({ url: "https://sambung.example", key: "smb_x" });',
      ...examples,
    ].join("\n");
    const root = path.resolve(import.meta.dirname, "../..");
    const types = { types: ["node"], typeRoots: [path.join(root, "node_modules/@types")], lib: ["es2022"] };
    const ways = [
      { ...types, module: "nodenext", moduleResolution: "nodenext" },
      { types: [], lib: ["es2022", "dom", "dom.iterable"], module: "esnext", moduleResolution: "bundler" },
    ];
    const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-client-"));
    try {
      await writeFile(path.join(folder, "package.json"), JSON.stringify({ type: "module" }));
      await writeFile(path.join(folder, "sambung.ts"), await given.text());
      await writeFile(path.join(folder, "program.ts"), program);
      for (const way of ways) {
        const settings = { compilerOptions: { ...STRICT, ...way }, files: ["program.ts", "sambung.ts"] };
        await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify(settings));
        const { stdout } = await run(process.execPath, [
          path.join(root, "node_modules/tsgo/bin/tsc"),
          "-p",
          folder,
        ]).catch((error: { readonly stdout: string }) => error);
        expect(stdout).toBe("");
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
