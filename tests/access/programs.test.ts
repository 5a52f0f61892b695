import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API_SCOPES } from "../../src/identity/api-keys/contract.ts";
import { addApiClientFixture } from "../../testkit/api-client-fixture.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { addTestCode } from "../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { programAttempts, programBodyAttempts, ROUTES_BY_KEY } from "../../testkit/program-attempts.ts";
import { openProgramClient, type ProgramClient, programKeyOf } from "../../testkit/program-client.ts";
import { routesOf } from "../../testkit/route-list.ts";

const OWN = "/api/v1/";
/** Public routes that describe the API. */
const ABOUT = new Set(["/api/v1/openapi.json", "/api/v1/client.ts"]);
const NOBODYS = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly { readonly key: readonly string[] }[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

let portal: TestPortal;
let centre: CallCentre;
let operations: readonly { readonly method: string; readonly path: string; readonly operation: Operation }[];

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  centre = await openCallCentre(portal);
  const { body } = await centre.operator.client.get<{ paths: Record<string, Record<string, Operation>> }>(
    "/api/openapi.json",
  );
  operations = Object.entries(body.paths)
    .filter(([path]) => path.startsWith(OWN))
    .flatMap(([path, own]) => Object.entries(own).map(([method, operation]) => ({ method, path, operation })));
});

afterAll(() => portal?.close());

const routes = () =>
  routesOf(portal.app.http.printRoutes({ commonPrefix: false })).filter(
    ({ method, path }) => path.startsWith(OWN) && !ABOUT.has(path) && method !== "HEAD",
  );
const nameOf = (method: string, path: string) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
const scopeOf = ({ security }: Operation) => security?.[0]?.key[0] ?? "";

const ask = (program: ProgramClient, method: string, path: string) =>
  program.ask(
    method.toUpperCase(),
    path
      .replace("/api/v1", "")
      .replace("{code}", "1500999")
      .replaceAll(/\{\w+\}/g, NOBODYS),
  );

describe("every route below /api/v1", () => {
  it("is described: by a name of its own, what its key must be for, and what it may refuse", () => {
    const names = operations.map(({ method, path }) => nameOf(method, path));
    expect(names.toSorted()).toEqual(
      routes()
        .map(({ method, path }) => `${method} ${path}`)
        .toSorted(),
    );
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(operations.length);
    for (const { operation, path } of operations) {
      expect([path, operation.operationId]).toEqual([path, expect.stringMatching(/^[a-z]+[A-Z][A-Za-z]+$/)]);
      expect([path, API_SCOPES.some((scope) => scope === scopeOf(operation))]).toEqual([path, true]);
      expect([path, operation.tags?.length, operation.summary]).toEqual([path, 1, expect.any(String)]);
      for (const status of ["400", "401", "403", "429", "503"]) {
        const content = Object.keys(operation.responses[status]?.content ?? {});
        expect([path, status, content]).toEqual([path, status, ["application/problem+json"]]);
      }
    }
  });

  it("does not know whoever shows nothing, and is closed to a key that is for everything else", async () => {
    const nobody = openProgramClient(portal.url, null);
    const others = new Map<string, ProgramClient>();
    for (const scope of new Set(operations.map(({ operation }) => scopeOf(operation)))) {
      const rest = API_SCOPES.filter((one) => one !== scope);
      others.set(scope, openProgramClient(portal.url, await programKeyOf(centre, `Tanpa ${scope}`, rest)));
    }
    const wrong: string[] = [];
    for (const { method, path, operation } of operations) {
      const unknown = await ask(nobody, method, path);
      if (unknown.body.error.code !== "api-key-missing") wrong.push(`${method} ${path} by nobody: ${unknown.status}`);
      const other = await ask(others.get(scopeOf(operation)) ?? nobody, method, path);
      if (other.body.error.code !== "api-key-scope") wrong.push(`${method} ${path} without scope: ${other.status}`);
    }
    expect(wrong).toEqual([]);
  });

  it("that takes an id has nothing of another call centre, and changes nothing there", async () => {
    const names = routes().map(({ method, path }) => `${method} ${path}`);
    expect(names.filter((name) => name.includes(":")).toSorted()).toEqual([...ROUTES_BY_KEY].toSorted());
    const other = await openCallCentre(portal);
    const [mine, stranger] = [
      openProgramClient(portal.url, await programKeyOf(centre, "Milik", API_SCOPES)),
      openProgramClient(portal.url, await programKeyOf(other, "Lain", API_SCOPES)),
    ];
    const theirs = {
      ...(await addApiClientFixture(portal.kit, { tenantId: centre.tenantId, code: "1500688" })),
      message: NOBODYS,
    };
    const made = await mine.ask<{ id: string }>("POST", "/applications", { name: "Milik" });
    const named = { ...theirs, application: made.body.id };
    const from = "1500689";
    const at = new Date(portal.kit.clock.nowMs());
    await addTestCode(portal.kit.db, { code: from, tenantId: other.tenantId, at });
    const seen = async (program: ProgramClient) => {
      const paths = ["calls", "numbers", "applications", "recordings", "queues", "conferences", "messages"];
      const bodies = await Promise.all(paths.map(async (path) => (await program.ask<object>("GET", `/${path}`)).body));
      // The waiting time of a caller increases during the test.
      return JSON.stringify(bodies).replaceAll(/"waitedSeconds":\d+/g, "");
    };
    const [before, beside] = [await seen(mine), await seen(stranger)];
    for (const [route, tries] of Object.entries(programAttempts(stranger, named, from)))
      for (const attempt of tries) expect([route, (await attempt()).status]).toEqual([route, 404]);
    expect(await seen(mine)).toEqual(before);
    expect(await seen(stranger)).toEqual(beside);
    const own = {
      ...(await addApiClientFixture(portal.kit, { tenantId: other.tenantId, code: "1500687" })),
      message: NOBODYS,
      application: NOBODYS,
    };
    const within = programBodyAttempts(stranger, { theirs: named, own, from });
    for (const attempt of within.refused) expect((await attempt()).status).toBe(404);
    for (const look of within.empty) expect((await look()).body.items).toEqual([]);
    expect(await seen(mine)).toEqual(before);
    for (const ids of [theirs.call, made.body.id, theirs.recording, theirs.queue, theirs.conference])
      expect([before.includes(ids), beside.includes(ids)]).toEqual([true, false]);
  });
});
