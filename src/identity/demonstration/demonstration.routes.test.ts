import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { COOKIE, openTestClient } from "../../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { makeDemoAccounts } from "../first-people.effects.ts";
import type { Demonstration } from "../sessions/sign-in.effects.ts";
import type { DemonstrationStatus, RingRefusal } from "./contract.ts";

const TOKEN = "0123456789abcdef0123456789abcdef";
const READY: DemonstrationStatus = {
  state: "ready",
  step: null,
  people: [
    { role: "officer", email: "evaluator@demo.invalid" },
    { role: "agent", email: "agen@demo.invalid" },
    { role: "applicant", email: "belum-ada@demo.invalid" },
  ],
  accountSid: "AC00000000000000000000000000000000",
  authToken: TOKEN,
  verifyUrl: "http://127.0.0.1:8080/validasi-sk/3f1c",
};

/** The supervisor's report, changed by tests. */
const reported = {
  status: READY as DemonstrationStatus | undefined,
  isClockReal: true,
  ends: 0,
  rings: [] as string[],
  ringRefusal: null as RingRefusal | null,
};
const demonstration: Demonstration = {
  status: () => reported.status,
  isClockReal: () => reported.isClockReal,
  leadsTo: (role, path) => role !== "applicant" && path === "/tugas-izin",
  startForReal: () => {
    reported.ends += 1;
  },
  ring: async (language) => {
    reported.rings.push(language);
    return reported.ringRefusal;
  },
};

const ROUTES = [
  { method: "GET", url: "/api/demonstration" },
  { method: "GET", url: "/api/demonstration/token" },
  { method: "POST", url: "/api/demonstration/session" },
  { method: "POST", url: "/api/demonstration/end" },
  { method: "POST", url: "/mulai" },
  { method: "POST", url: "/api/demonstration/ring" },
] as const;
type Attempt = { readonly headers?: Readonly<Record<string, string>>; readonly remoteAddress?: string };

let portal: TestPortal;
beforeAll(async () => {
  portal = await openTestPortal({ works: false, demonstration });
  await makeDemoAccounts(portal.kit);
});
afterAll(() => portal.close());
afterEach(() => {
  Object.assign(reported, { status: READY, isClockReal: true, ends: 0, rings: [], ringRefusal: null });
});

/** Sends a request like the start page, unless `attempt` differs. */
async function send(
  { method, url }: { readonly method: "GET" | "POST"; readonly url: string },
  { headers = {}, remoteAddress = "127.0.0.1" }: Attempt = {},
  at: TestPortal = portal,
) {
  const { host } = new URL(at.url);
  const answer = await at.app.http.inject({
    method,
    url,
    remoteAddress,
    headers: { host, origin: `http://${headers["host"] ?? host}`, ...headers },
    ...(method === "POST" ? { payload: { role: "officer" } } : {}),
  });
  return {
    status: answer.statusCode,
    body: answer.body === "" ? null : (answer.json() as unknown),
    cookies: answer.cookies,
  };
}

async function sessionsOpened(at: TestPortal = portal): Promise<number> {
  const row = await at.kit.db
    .selectFrom("session")
    .select(({ fn }) => fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Expects that every route refuses, opens no session, and ends nothing. */
async function expectRefused(attempt: Attempt, statuses: readonly number[], at: TestPortal = portal): Promise<void> {
  const before = await sessionsOpened(at);
  for (const route of ROUTES) {
    const { status, cookies } = await send(route, attempt, at);
    expect(statuses, `${route.method} ${route.url} ${JSON.stringify(attempt)}`).toContain(status);
    expect(cookies).toEqual([]);
  }
  expect([await sessionsOpened(at), reported.ends, reported.rings]).toEqual([before, 0, []]);
}

describe("the start page of a demonstration", () => {
  it("says how far the data are, which roles exist, and what to try", async () => {
    expect((await send(ROUTES[0])).body).toEqual({
      state: "ready",
      step: null,
      roles: ["officer", "agent"],
      accountSid: READY.accountSid,
      verifyPath: "/validasi-sk/3f1c",
    });
    const step = { done: 2, total: 9, name: "history" };
    reported.status = { ...READY, state: "building", step, authToken: null };
    expect((await send(ROUTES[0])).body).toMatchObject({ state: "building", step });
    expect((await send(ROUTES[1])).status).toBe(404);
  });

  it("shows the token of programs on demand, and never with the rest", async () => {
    expect((await send(ROUTES[1])).body).toEqual({ token: TOKEN });
    expect(JSON.stringify((await send(ROUTES[0])).body)).not.toContain(TOKEN);
  });

  it("signs in as an officer by one request, with all permissions and an audit entry of a log-in", async () => {
    const { client, name } = await oneClick("officer");
    const session = await client.get<{ person: { name: string }; permissions: string[]; secondFactor: string }>(
      "/api/session",
    );
    expect(session.body).toMatchObject({ person: { name }, secondFactor: "not-needed" });
    expect(session.body.permissions).toContain("application.check");
    const entry = await portal.kit.db
      .selectFrom("auditEntry")
      .innerJoin("person", "person.id", "auditEntry.actorPersonId")
      .select(["auditEntry.action", "person.email"])
      .orderBy("auditEntry.id", "desc")
      .executeTakeFirstOrThrow();
    expect(entry).toEqual({ action: "session.opened", email: "evaluator@demo.invalid" });
  });

  it("has the agent rung in the language of the page, and says why it is not", async () => {
    const { client } = await oneClick("agent");
    const ring = (locale: string) =>
      client.send<{ error: { code: string } } | null>("/api/demonstration/ring", {
        method: "POST",
        headers: { "accept-language": locale },
      });
    expect((await ring("en")).status).toBe(202);
    expect((await ring("id")).status).toBe(202);
    expect(reported.rings).toEqual(["en", "id"]);
    for (const [refusal, status] of [
      ["demonstration-ring-busy", 409],
      ["demonstration-caller-missing", 409],
      ["demonstration-switch-away", 503],
    ] as const) {
      reported.ringRefusal = refusal;
      const answer = await ring("id");
      expect([answer.status, answer.body?.error.code]).toEqual([status, refusal]);
    }
  });

  it("rings the demonstration's agent alone", async () => {
    const { client } = await oneClick("officer");
    for (const other of [client, portal.anonymous]) {
      const answer = await other.post<{ error: { code: string } }>("/api/demonstration/ring", undefined);
      expect([answer.status, answer.body.error.code]).toEqual([409, "demonstration-ring-agent-only"]);
    }
    expect(reported.rings).toEqual([]);
  });

  it("opens no session for an account that is not there yet, nor while the clock is being moved", async () => {
    const applicant = await post("/api/demonstration/session", { role: "applicant" });
    expect([applicant.status, applicant.body.error.code]).toEqual([409, "demonstration-role-missing"]);
    reported.isClockReal = false;
    expect((await send(ROUTES[2])).status).toBe(409);
    expect((await send(ROUTES[0])).body).toMatchObject({ roles: [] });
    expect((await post("/api/demonstration/session", { role: "administrator" })).status).toBe(400);
  });

  it("opens no session for a disabled account", async () => {
    const disabled = (at: Date | null) =>
      portal.kit.db
        .updateTable("person")
        .set({ disabledAt: at })
        .where("email", "=", "evaluator@demo.invalid")
        .execute();
    await disabled(new Date());
    expect((await send(ROUTES[2])).status).toBe(409);
    await disabled(null);
  });

  it("ends once its data are complete, not while requests of the build may be on their way", async () => {
    reported.status = { ...READY, state: "building" };
    expect([(await send(ROUTES[3])).status, reported.ends]).toEqual([409, 0]);
    reported.status = { ...READY, state: "failed" };
    expect([(await send(ROUTES[3])).status, reported.ends]).toEqual([202, 1]);
  });

  it("is linked from the home page, which links nothing in an installation", async () => {
    const home = async () => (await fetch(`${portal.url}/`)).text();
    expect(await home()).toContain('href="/mulai"');
    reported.status = undefined;
    expect(await home()).not.toContain('href="/mulai"');
    expect((await portal.anonymous.get<{ installation: object }>("/api/session")).body.installation).toMatchObject({
      hasStartPage: false,
    });
  });
});

describe("a form of a page without script", () => {
  const visit = async (form: Readonly<Record<string, string>>) => {
    const answer = await portal.app.http.inject({
      method: "POST",
      url: "/mulai",
      headers: {
        host: new URL(portal.url).host,
        origin: portal.url,
        "content-type": "application/x-www-form-urlencoded",
      },
      payload: new URLSearchParams(form).toString(),
    });
    return { status: answer.statusCode, to: answer.headers["location"], cookies: answer.cookies.length };
  };

  it("signs in as a role and is led to the page of the step", async () => {
    expect(await visit({ role: "officer", to: "/tugas-izin" })).toEqual({ status: 303, to: "/tugas-izin", cookies: 1 });
  });

  it("is led to the start page, which says how far the data are, while no account has the role", async () => {
    reported.isClockReal = false;
    expect(await visit({ role: "officer", to: "/tugas-izin" })).toEqual({ status: 303, to: "/mulai", cookies: 0 });
  });

  it.each([
    "https://evil.example",
    "//evil.example/tugas-izin",
    "/\\evil.example",
    "/tugas-izin?next=https://evil.example",
    "/tugas-izin/../orang",
    "javascript:alert(1)",
    "/orang",
    "",
  ])("is refused for %j, which no step names, without a session", async (to) => {
    const before = await sessionsOpened();
    expect(await visit({ role: "officer", to })).toEqual({ status: 400, to: undefined, cookies: 0 });
    expect(await sessionsOpened()).toBe(before);
  });

  it("is refused for a page of another role, and without a role or page", async () => {
    for (const form of [{ role: "applicant", to: "/tugas-izin" }, { role: "officer" }, { to: "/tugas-izin" }])
      expect(await visit(form as Record<string, string>)).toEqual({ status: 400, to: undefined, cookies: 0 });
  });
});

describe("one-click sign-in is refused", () => {
  const proxied = ["forwarded", "via", "x-real-ip", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"];
  const foreignHosts = ["rebound.example", "sambung.example:8080", "192.0.2.7:8080", "localhost.evil.example"];

  it.each(proxied)("with the header %s, from whatever it names", async (name) => {
    for (const value of ["127.0.0.1", "localhost", "for=127.0.0.1", "192.0.2.7"])
      await expectRefused({ headers: { [name]: value } }, [404]);
  });

  it.each(foreignHosts)("for the Host %s, as a page after DNS rebinding sends it", async (host) => {
    await expectRefused({ headers: { host } }, [421]);
  });

  it.each(["a.localhost", "127.0.0.2"])("for the Host %s, which DNS or another user may serve", async (host) => {
    await expectRefused({ headers: { host } }, [404]);
  });

  it("from a peer on another machine", async () => {
    for (const remoteAddress of ["192.0.2.7", "10.0.0.5", "::ffff:10.0.0.5"])
      await expectRefused({ remoteAddress }, [404]);
  });

  it.each(["https://evil.example", "null", "http://localhost:3000", "https://127.0.0.1"])(
    "to a page of the origin %s",
    async (origin) => {
      for (const route of ROUTES.filter(({ method }) => method === "POST"))
        expect((await send(route, { headers: { origin } })).status).toBe(403);
      expect(reported.ends).toBe(0);
    },
  );

  it("without an origin, as a program outside a browser sends it", async () => {
    const answer = await portal.app.http.inject({
      method: "POST",
      url: "/api/demonstration/session",
      headers: { host: new URL(portal.url).host },
      payload: { role: "officer" },
    });
    expect(answer.statusCode).toBe(403);
  });

  it("for every pair of a proxy's header, a foreign Host and a foreign peer", async () => {
    for (const host of [...foreignHosts, "a.localhost"]) {
      await expectRefused({ headers: { host, via: "1.1 proxy" } }, [404, 421]);
      await expectRefused({ headers: { host }, remoteAddress: "10.0.0.5" }, [404, 421]);
      await expectRefused({ headers: { host, "x-forwarded-for": "127.0.0.1" }, remoteAddress: "10.0.0.5" }, [404, 421]);
    }
    await expectRefused({ headers: { via: "1.1 proxy" }, remoteAddress: "10.0.0.5" }, [404]);
  });

  it("after thirty in a minute, also from this machine", async () => {
    const statuses: number[] = [];
    for (let nth = 0; nth < 40; nth += 1) statuses.push((await send(ROUTES[2])).status);
    expect(statuses.slice(-5)).toEqual([429, 429, 429, 429, 429]);
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(30);
  });
});

describe("an installation that is no demonstration", () => {
  it.each([
    ["that its supervisor reports nothing of", {}, false],
    ["with SAMBUNG_DEMO=off", { SAMBUNG_DEMO: "off" }, true],
    ["in production", { NODE_ENV: "production" }, true],
    ["with a trusted proxy", { SAMBUNG_TRUSTED_PROXY: "127.0.0.1" }, true],
    ["with a public address", { SAMBUNG_PUBLIC_URL: "https://sambung.example" }, true],
    [
      "that other machines reach",
      { SAMBUNG_BIND: "0.0.0.0", SAMBUNG_PUBLIC_URL: "https://sambung.example", SAMBUNG_TRUSTED_PROXY: "10.0.0.1" },
      true,
    ],
  ] as const)("has no such routes: one %s", async (_what, env, isReported) => {
    const changes = isReported ? { demonstration } : {};
    const other = await openTestPortal({ works: false, env: { SAMBUNG_DEMO: "on", ...env }, ...changes });
    try {
      await makeDemoAccounts(other.kit);
      await expectRefused({}, [404], other);
    } finally {
      await other.close();
    }
  });
});

async function post(path: string, body: object) {
  return portal.anonymous.post<{ error: { code: string } }>(path, body);
}

async function oneClick(role: string) {
  const answer = await openTestClient(portal.url).post<{ person: { name: string } }>("/api/demonstration/session", {
    role,
  });
  const token = new RegExp(`${COOKIE}=([^;]+)`).exec(answer.headers.get("set-cookie") ?? "")?.[1];
  return { client: openTestClient(portal.url, token), name: answer.body.person.name };
}
