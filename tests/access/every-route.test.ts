import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ROLE_LIST, ROLES, type Role } from "../../src/identity/index.ts";
import { COOKIE } from "../../testkit/client.ts";
import type { Guest } from "../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { type Route, routesOf } from "../../testkit/route-list.ts";
import { addCompany, openSessionOf } from "../../testkit/users.ts";

const NOBODYS_ID = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
const expectedSchema = z.record(z.string(), z.union([z.enum(["everyone", "signed-in"]), z.array(z.enum(ROLE_LIST))]));
const expected = expectedSchema.parse(
  JSON.parse(readFileSync(new URL("expected-access.json", import.meta.url), "utf8")),
);

type Caller = { readonly kind: "anonymous" } | { readonly kind: "roleless" | Role; readonly guest: Guest };

let portal: TestPortal;
let routes: readonly Route[];
let callers: readonly Caller[];

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  routes = routesOf(portal.app.http.printRoutes({ commonPrefix: false }));
  const officers = ROLE_LIST.map(async (role): Promise<Caller> => ({ kind: role, guest: await holderOf(role) }));
  callers = [
    { kind: "anonymous" },
    { kind: "roleless", guest: await portal.person() },
    ...(await Promise.all(officers)),
  ];
});

afterAll(() => portal.close());

async function holderOf(role: Role): Promise<Guest> {
  if (role === "applicant-owner" || role === "applicant-staff" || role === "consultant") {
    return portal.colleague(await addCompany(portal.kit), role);
  }
  return portal.officer(role, ROLES[role].teams[0]);
}

/** The expected result of a route for a caller: admitted, asked to sign in, or refused. */
function due(route: string, caller: Caller): "let in" | "asked to sign in" | "refused" {
  const rule = expected[route];
  if (rule === "everyone") return "let in";
  if (caller.kind === "anonymous") return "asked to sign in";
  if (rule === "signed-in") return "let in";
  return rule !== undefined && caller.kind !== "roleless" && rule.includes(caller.kind) ? "let in" : "refused";
}

/** Routes that can end sessions of their caller. If another route did, the requests after it would fail. */
const ENDS_SESSION = /^(?:DELETE|POST|PUT) \/api\/(?:session|account)\b/;

const sessions = new Map<string, string>();

/** The session of a caller; a new one for a route that ends sessions, and for the request after it. */
async function sessionFor(route: Route, guest: Guest): Promise<string> {
  const session = sessions.get(guest.id) ?? (await openSessionOf(portal.kit, guest.id));
  if (ENDS_SESSION.test(nameOf(route))) sessions.delete(guest.id);
  else sessions.set(guest.id, session);
  return session;
}

/** Requests a route with the id of a missing resource; an admitted caller receives "not found" or a validation error. */
async function ask(route: Route, caller: Caller): Promise<string> {
  const path = route.path.replaceAll(/:\w+/g, NOBODYS_ID);
  const headers = new Headers({ origin: portal.url });
  if (caller.kind !== "anonymous") headers.set("cookie", `${COOKIE}=${await sessionFor(route, caller.guest)}`);
  const stop = new AbortController();
  const answer = await fetch(`${portal.url}${path}`, { method: route.method, headers, signal: stop.signal });
  const { status } = answer;
  const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream") === true;
  // A connection serves the next request only after its response has been read to the end.
  const text = isStream ? "" : await answer.text();
  stop.abort();
  const code = status === 401 || status === 403 ? (JSON.parse(text) as { error?: { code: string } }).error?.code : "";
  if (code === "not-signed-in") return "asked to sign in";
  return code === "not-permitted" ? "refused" : "let in";
}

const nameOf = ({ method, path }: Route) => `${method} ${path}`;

/** Requesting every route with every role takes long on a busy machine. */
const ALL = { timeout: 400_000 };

describe("every route of the running portal", () => {
  it("is named in the table of expected access, and the table names no other", () => {
    const running = routes.filter(({ method }) => method !== "HEAD").map(nameOf);
    expect(running.toSorted()).toEqual(Object.keys(expected).toSorted());
    expect(running.length).toBeGreaterThan(40);
  });

  it("that the interface description knows is among them", async () => {
    const { paths } = (await portal.anonymous.get<{ paths: Record<string, object> }>("/api/openapi.json")).body;
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
    );
    expect(described.filter((name) => expected[name] === undefined && !name.startsWith("HEAD"))).toEqual([]);
    expect(described.length).toBeGreaterThan(40);
  });

  it("lets in and keeps out whom the table says: every role, people without a role, and strangers", ALL, async () => {
    const wrong: string[] = [];
    for (const route of routes.filter(({ method }) => method !== "HEAD")) {
      const asked = callers.map(async (caller) => [caller.kind, await ask(route, caller), due(nameOf(route), caller)]);
      for (const [kind, was, should] of await Promise.all(asked))
        if (was !== should) wrong.push(`${nameOf(route)}: ${kind} is ${was}, should be ${should}`);
    }
    expect(wrong).toEqual([]);
  });

  it("keeps strangers out of its HEAD form as well", async () => {
    const wrong: string[] = [];
    for (const { path } of routes.filter(({ method }) => method === "HEAD")) {
      if (expected[`GET ${path}`] === "everyone") continue;
      const url = `${portal.url}${path.replaceAll(/:\w+/g, NOBODYS_ID)}`;
      const { status } = await fetch(url, { method: "HEAD" });
      if (status !== 401) wrong.push(`HEAD ${path}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it("refuses a session that was ended, and the queue to people outside the ministry", async () => {
    const guest = await portal.officer("director");
    expect((await guest.client.get("/api/audit")).status).toBe(200);
    expect((await guest.client.delete("/api/session")).status).toBe(204);
    expect((await guest.client.get("/api/audit")).status).toBe(401);
    const company = await portal.company();
    expect((await company.owner.client.get("/api/applications?scope=queue")).status).toBe(403);
  });
});
