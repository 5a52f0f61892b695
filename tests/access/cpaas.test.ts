import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCallCentre } from "../../testkit/call-centre.ts";
import { cpaasAttempts, ROUTES_BY_TOKEN, ROUTES_OF_BROWSERS } from "../../testkit/cpaas-attempts.ts";
import { type FieldAccess, fieldAccessOf, fieldKeyOf, signingKeyOf } from "../../testkit/field-client.ts";
import { addTestCode } from "../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { routesOf } from "../../testkit/route-list.ts";

/** Routes whose path contains the SID of an account or workspace. */
const OWNED = /:(?:AccountSid|WorkspaceSid)/;
const NOBODYS = "0193b0c47a107c3e9d2f5a6b7c8d9e0f";
let portal: TestPortal;
let mine: FieldAccess;
let theirs: FieldAccess;
let scopeless: FieldAccess;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  const [own, other] = [await openCallCentre(portal), await openCallCentre(portal)];
  [mine, theirs] = [await fieldAccessOf(own), await fieldAccessOf(other)];
  scopeless = await fieldKeyOf(own, "Hanya pesan", ["messages.read"]);
});

afterAll(() => portal?.close());

const routes = () =>
  routesOf(portal.app.http.printRoutes({ commonPrefix: false })).filter(
    ({ method, path }) =>
      /^\/(?:2010-04-01|v1\/Workspaces)/.test(path) && method !== "HEAD" && !isOfBrowsers(`${method} ${path}`),
  );
const isOfBrowsers = (name: string) => ROUTES_OF_BROWSERS.some((one) => one === name);

async function ask(
  { method, path }: { readonly method: string; readonly path: string },
  own: FieldAccess | null,
  sid: string,
) {
  const owned = path.replace(":AccountSid", sid).replace(":WorkspaceSid", sid.replace("AC", "WS"));
  const url = owned.replaceAll(/:\w+/g, `CA${NOBODYS}`);
  const basic = own === null ? "" : Buffer.from(`${own.username}:${own.password}`).toString("base64");
  const form = method === "POST" ? { "content-type": "application/x-www-form-urlencoded" } : undefined;
  const answer = await fetch(`${portal.url}${url}`, {
    method,
    headers: { ...form, ...(own === null ? {} : { authorization: `Basic ${basic}` }) },
    ...(method === "POST" ? { body: "" } : {}),
  });
  return [answer.status, ((await answer.json()) as { code: number }).code];
}

describe("the administrator of another call centre", () => {
  it("is refused what he tries on applications and numbers, and changes nothing", async () => {
    const [own, other] = [await openCallCentre(portal), await openCallCentre(portal)];
    const hooks = {
      voiceUrl: "https://milik.contoh.id/",
      voiceMethod: "POST",
      fallbackUrl: null,
      fallbackMethod: "POST",
    };
    const made = await own.operator.client.post<{ id: string }>("/api/service/applications", {
      name: "Milik",
      ...hooks,
    });
    const code = "1500399";
    await addTestCode(portal.kit.db, { code, tenantId: own.tenantId, at: new Date(portal.kit.clock.nowMs()) });
    const led = { applicationId: made.body.id, fallbackQueueId: null, ...hooks };
    expect((await own.operator.client.put(`/api/service/number-hooks/${code}`, led)).status).toBe(204);
    const seen = async () => [
      (await own.operator.client.get("/api/service/applications")).text,
      (await own.operator.client.get("/api/service/number-hooks")).text,
      (await own.operator.client.get("/api/service/signing-keys")).text,
    ];
    const signingKey = (await signingKeyOf(own, "milik")).id;
    const before = await seen();
    const attempts = cpaasAttempts(other.operator.client, { application: made.body.id, code, signingKey });
    for (const [route, tries] of Object.entries(attempts))
      for (const attempt of tries) expect([route, (await attempt()).status]).toEqual([route, 404]);
    const theirCode = "1500398";
    await addTestCode(portal.kit.db, {
      code: theirCode,
      tenantId: other.tenantId,
      at: new Date(portal.kit.clock.nowMs()),
    });
    expect((await other.operator.client.put(`/api/service/number-hooks/${theirCode}`, led)).status).toBe(404);
    expect(await seen()).toEqual(before);
    for (const path of ["/api/service/applications", "/api/service/number-hooks", "/api/service/signing-keys"])
      expect((await other.operator.client.get(path)).text).not.toContain("milik");
  });
});

describe("every route of the field's shapes", () => {
  it("is tried here, and nothing that is tried is gone", () => {
    const names = routes().map(({ method, path }) => `${method} ${path}`);
    expect(names.filter((name) => name.includes(":")).toSorted()).toEqual([...ROUTES_BY_TOKEN].toSorted());
  });

  it("does not know whoever shows nothing, and shows nobody another's account", async () => {
    const wrong: string[] = [];
    for (const route of routes()) {
      const name = `${route.method} ${route.path}`;
      const nobody = await ask(route, null, theirs.accountSid);
      if (nobody[1] !== 20003) wrong.push(`${name} by nobody: ${nobody.join(" ")}`);
      if (!OWNED.test(route.path)) continue;
      const stranger = await ask(route, mine, theirs.accountSid);
      if (stranger[0] !== 404 || stranger[1] !== 20404) wrong.push(`${name} by a stranger: ${stranger.join(" ")}`);
    }
    expect(wrong).toEqual([]);
  });

  it("says of a SID of another kind, or of nobody, that there is nothing", async () => {
    const wrong: string[] = [];
    for (const route of routes().filter(({ path }) => /:(?:AccountSid|WorkspaceSid)\/.*:/.test(path))) {
      const answer = await ask(route, mine, mine.accountSid);
      if (answer[1] !== 20404) wrong.push(`${route.method} ${route.path}: ${answer.join(" ")}`);
    }
    expect(wrong).toEqual([]);
  });

  it("is closed to a key that is for something else", async () => {
    const wrong: string[] = [];
    const isForAll = (path: string) => path.includes("/Messages") || path.endsWith("/Usage/Limits.json");
    const others = routes().filter(({ path }) => /^\/v1|:AccountSid\//.test(path) && !isForAll(path));
    for (const route of others) {
      const answer = await ask(route, scopeless, mine.accountSid);
      if (answer[0] !== 403 || answer[1] !== 20403) wrong.push(`${route.method} ${route.path}: ${answer.join(" ")}`);
    }
    expect(wrong).toEqual([]);
  });
});
