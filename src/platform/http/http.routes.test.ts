import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { connect, createServer } from "node:net";
import path from "node:path";
import { text as readText } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COOKIE, openTestClient, type ProblemBody } from "../../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { CLIENT_ROUTES } from "../../../web/src/routes.shared.ts";
import { hashPassword } from "../../identity/wire.ts";
import { sealOnce } from "../audit/index.ts";
import { noteBackup } from "../backup/index.ts";

let portal: TestPortal;

beforeAll(async () => {
  portal = await openTestPortal({ works: false, screens: true });
});

afterAll(() => portal.close());

const signUp = { email: "orang@uji.invalid", name: "Orang Uji", password: "x" };

/** Sends a request that would change something, with the given headers. */
async function unsafe(headers: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch(`${portal.url}/api/people`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(signUp),
  });
  return ((await answer.json()) as ProblemBody).error.code;
}

describe("an unsafe request", () => {
  it.each([
    ["names a foreign origin", { origin: "https://evil.example" }, "origin-refused"],
    ["names no origin", {}, "origin-refused"],
    ["comes from an opaque page", { origin: "null" }, "origin-refused"],
    [
      "claims a foreign origin is the same",
      { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
      "origin-refused",
    ],
    ["comes from another site of the browser's making", { "sec-fetch-site": "cross-site" }, "origin-refused"],
    ["comes from a sub-domain that only looks the same", { origin: "http://127.0.0.1.evil.example" }, "origin-refused"],
    ["comes from this very page", { "sec-fetch-site": "same-origin" }, "password-weak"],
  ])("that %s: %s", async (_how, headers, code) => {
    expect(await unsafe(headers)).toBe(code);
  });

  it("from the portal's own address passes", async () => {
    expect(await unsafe({ origin: portal.url })).toBe("password-weak");
    expect(await unsafe({ origin: portal.url.replace("http:", "https:") })).toBe("origin-refused");
  });

  it("as a plain form of another site is refused before anything reads it", async () => {
    const answer = await fetch(`${portal.url}/validasi-sk`, {
      method: "POST",
      headers: { origin: "https://evil.example", "content-type": "application/x-www-form-urlencoded" },
      body: "a=b",
    });
    expect(answer.status).toBe(403);
  });
});

describe("an address that leads nowhere", () => {
  it.each(["/api/nothing", "/api", "/api/applications/x/y/z"])(
    "is a 404 with a code below the interface: %s",
    async (path) => {
      const answer = await portal.anonymous.get<ProblemBody>(path);
      expect(answer.status).toBe(404);
      if (path !== "/api") expect(answer.body.error.code).toBe("no-such-route");
    },
  );

  it.each([
    "/tidak-ada",
    "/nomor/1500123/lagi",
    "/.env",
    "/assets/../package.json",
    "/%2e%2e/package.json",
    "/index.html/x",
  ])("is a real 404 for a browser: %s", async (path) => {
    expect((await portal.anonymous.get(path)).status).toBe(404);
  });

  it("is not one of the screens: each of those is there", async () => {
    const paths = CLIENT_ROUTES.map((route) => route.replaceAll(/:\w+/g, "contoh"));
    const statuses = await Promise.all(paths.map(async (path) => (await portal.anonymous.get(path)).status));
    expect(statuses).toEqual(paths.map(() => 200));
  });
});

describe("every answer", () => {
  it("carries its request id, tells browsers not to guess, and may not be framed", async () => {
    for (const path of ["/api/rules", "/api/nothing", "/validasi-sk", "/healthz"]) {
      const { headers } = await portal.anonymous.get(path);
      expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    }
  });

  it("that refuses says so in the reader's language and is not kept by caches", async () => {
    const refused = (locale: string) =>
      portal.anonymous.send<ProblemBody>("/api/audit", { headers: { "accept-language": locale } });
    const [indonesian, english] = [await refused("id"), await refused("en")];
    expect(indonesian.body.error.message).not.toBe(english.body.error.message);
    expect(english.headers.get("cache-control")).toBe("no-store");
  });

  it("that opens a session sets a cookie that scripts cannot read and other sites cannot send", async () => {
    const { id, email } = await portal.person();
    const password = "Kuat-Sekali-77!";
    const passwordHash = await hashPassword(password);
    await portal.kit.db.updateTable("person").set({ passwordHash }).where("id", "=", id).execute();
    const answer = await portal.anonymous.post("/api/session", { email, password });
    expect(answer.status).toBe(200);
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith("__Host-")) ?? "";
    for (const word of ["HttpOnly", "Secure", "Path=/", "SameSite=Lax"]) expect(cookie).toContain(word);
    expect(cookie).not.toContain("Domain");
  });
});

describe("bad input", () => {
  const words = (locale: "id" | "en") =>
    JSON.parse(readFileSync(new URL(`../../../locales/parts/${locale}/core.json`, import.meta.url), "utf8")) as {
      readonly errors: Readonly<Record<string, string>>;
    };

  it.each([
    ["an address that is none", { email: "x", name: "N", password: "p" }, "email", "field-not-an-email"],
    ["a missing name", { email: "a@uji.invalid", password: "p" }, "name", "field-missing"],
    ["an empty name", { email: "a@uji.invalid", name: " ", password: "p" }, "name", "field-too-short"],
    ["a name without end", { email: "a@uji.invalid", name: "x".repeat(121), password: "p" }, "name", "field-too-long"],
    [
      "a link as a name",
      { email: "a@uji.invalid", name: "Menang, buka jahat.com", password: "p" },
      "name",
      "field-not-a-name",
    ],
    [
      "a placeholder in a name",
      { email: "a@uji.invalid", name: "Budi {link}", password: "p" },
      "name",
      "field-not-a-name",
    ],
    [
      "a line break in a name",
      { email: "a@uji.invalid", name: "Budi\nYth.", password: "p" },
      "name",
      "field-not-a-name",
    ],
    [
      "a language nobody speaks",
      { email: "a@uji.invalid", name: "N", password: "p", locale: "fr" },
      "locale",
      "field-not-an-option",
    ],
    [
      "a field nobody asked for",
      { email: "a@uji.invalid", name: "N", password: "p", role: "director" },
      "role",
      "field-unknown",
    ],
  ])("%s is named at its field", async (_what, body, path, code) => {
    const answer = await portal.anonymous.post<ProblemBody>("/api/people", body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.fields.map((field) => [field.path, field.code])).toEqual([[path, code]]);
    expect(answer.body.error.fields[0]?.message).not.toContain("{");
    expect(words("id").errors[code]).toBeTruthy();
    expect(words("en").errors[code]).toBeTruthy();
  });

  it.each([
    ["broken JSON", "{", "application/json", 400],
    ["another media type", "<a/>", "application/xml", 415],
    ["a body without measure", JSON.stringify({ text: "x".repeat(300_000) }), "application/json", 413],
    ["poison in the prototype", '{"__proto__": {"isDemo": true}}', "application/json", 400],
  ])("%s is refused, not a failure", async (_what, body, type, status) => {
    const answer = await openTestClient(portal.url).send<ProblemBody>("/api/people", {
      method: "POST",
      headers: { "content-type": type },
      body,
    });
    expect(answer.status).toBe(status);
    expect(answer.body.error.message.length).toBeGreaterThan(5);
  });

  it.each([2 ** 31, 2 ** 53 - 1, -1])("of a version %d is refused, not a failure", async (expectedVersion) => {
    const { client } = await portal.officer("operator-administrator");
    const { id } = await portal.kit.db.selectFrom("tenant").select("id").executeTakeFirstOrThrow();
    const answers = [
      await client.put("/api/service/branding", { name: null, colour: null, expectedVersion }),
      await (await portal.officer("administrator")).client.post(`/api/service/tenants/${id}/closing`, {
        expectedVersion,
      }),
    ];
    for (const { status } of answers) expect([400, 404, 405, 409]).toContain(status);
  });

  it("with HEAD to an event stream is answered without one", async () => {
    const guest = await portal.officer("director");
    const headers = { cookie: `${COOKIE}=${guest.token}` };
    const signal = AbortSignal.timeout(5_000);
    const answer = await fetch(`${portal.url}/api/inventory/events`, { method: "HEAD", headers, signal });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
  });

  it("with two Host headers is refused, since a proxy may have read the other one", async () => {
    const { hostname, port } = new URL(portal.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `GET /api/health HTTP/1.1\r\nHost: ${hostname}:${port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
    );
    expect(await readText(socket)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("of any bytes where an id belongs is refused, not a failure", async () => {
    const guest = await portal.officer("director");
    for (const id of ["x", "%00", "..%2f..", "'; drop table person; --", "0".repeat(190)]) {
      const answer = await guest.client.get(`/api/applications/${encodeURIComponent(id)}`);
      expect([400, 404]).toContain(answer.status);
    }
    for (const search of ["%", "_", "\\", "'", "%00x", "\u0000"]) {
      const answer = await guest.client.get(`/api/applications?scope=queue&search=${encodeURIComponent(search)}`);
      expect(answer.status).toBeLessThan(500);
    }
    expect(
      (await portal.anonymous.get(`/api/inventory/codes?search=${encodeURIComponent("\u0000")}`)).status,
    ).toBeLessThan(500);
  });
});

describe("the figures for operators", () => {
  it("count entries of the audit log that are not sealed yet, and are kept from other machines", async () => {
    const unsealed = async () =>
      Number(/^sambung_audit_unsealed (\d+)$/m.exec((await portal.anonymous.get("/metrics")).text)?.[1]);
    while ((await sealOnce(portal.kit.db, portal.kit.clock)) > 0) expect(await unsealed()).toBeGreaterThanOrEqual(0);
    const before = await unsealed();
    await portal.anonymous.post("/api/session", { email: "tak.dikenal@uji.invalid", password: "salah" });
    expect(await unsealed()).toBe(before + 1);
    const elsewhere = await portal.anonymous.send("/metrics", { headers: { "x-forwarded-for": "203.0.113.7" } });
    expect(elsewhere.status).toBe(404);
  });

  it("say what each switch has to do, and nothing of one that gave no sign of life lately", async () => {
    const { db, ids } = portal.kit;
    const [alive, gone] = [ids.next(), ids.next()];
    const startedAt = new Date(Date.now() - 3_600_000);
    const figures = { calls: 7, channels: 14, phones: 3, backlog: 0, refused: 2, memoryBytes: 90_000_000 };
    await db
      .insertInto("switchRun")
      .values([
        { id: alive, startedAt, beatAt: new Date(), figures: JSON.stringify(figures) },
        { id: gone, startedAt, beatAt: startedAt, figures: JSON.stringify(figures) },
      ])
      .execute();
    const { text } = await portal.anonymous.get("/metrics");
    expect(text).toMatch(/^sambung_switches 1$/m);
    expect(text).toContain(`sambung_switch_figure{switch="${alive}",figure="calls"} 7`);
    expect(text).toContain(`sambung_switch_figure{switch="${alive}",figure="refused"} 2`);
    expect(text).not.toContain(gone);
  });

  it("say how old the last backup is and how much disk is free, and nothing of a certificate there is none of", async () => {
    const figure = async (name: string) =>
      new RegExp(`^${name} ([\\d.e+]+)$`, "m").exec((await portal.anonymous.get("/metrics")).text)?.[1];
    expect(await figure("sambung_backup_age_seconds")).toBeUndefined();
    expect(await figure("sambung_certificate_days_left")).toBeUndefined();
    expect(Number(await figure("sambung_data_free_bytes"))).toBeGreaterThan(0);
    await noteBackup(portal.kit.settings.dataFolder, new Date(Date.now() - 7_200_000));
    const ageS = Number(await figure("sambung_backup_age_seconds"));
    expect(ageS).toBeGreaterThanOrEqual(7_200);
    expect(ageS).toBeLessThan(7_300);
  });
});

describe("readiness", () => {
  const read = async (headers: Readonly<Record<string, string>> = {}) => {
    const { status, body } = await portal.anonymous.send<unknown>("/readyz", { headers });
    return { status, body };
  };

  it("names each process that cannot serve to this machine, and to others only that one cannot", async () => {
    const { db, ids, settings } = portal.kit;
    await db.updateTable("switchRun").set({ endedAt: new Date() }).where("endedAt", "is", null).execute();
    const well = { portal: { ok: true }, database: { ok: true }, gateway: { ok: true, why: "not-needed" } };
    expect(await read()).toEqual({
      status: 503,
      body: {
        status: "not-ready",
        processes: { ...well, switch: { ok: false, why: "no-sign-of-life" }, media: { ok: false, why: "away" } },
      },
    });
    const stranger = { "x-forwarded-for": "203.0.113.7" };
    expect(await read(stranger)).toEqual({ status: 503, body: { status: "not-ready" } });
    await db.insertInto("switchRun").values({ id: ids.next(), startedAt: new Date(), beatAt: new Date() }).execute();
    const folder = path.join(settings.dataFolder, "media");
    await mkdir(folder, { recursive: true });
    const media = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => media.listen(path.join(folder, "control.sock"), resolve));
    try {
      const processes = { ...well, switch: { ok: true }, media: { ok: true } };
      expect(await read()).toEqual({ status: 200, body: { status: "ready", processes } });
      expect(await read(stranger)).toEqual({ status: 200, body: { status: "ready" } });
    } finally {
      media.close();
    }
  });

  it("is not what /healthz says: that the portal answers", async () => {
    expect((await portal.anonymous.get("/healthz")).status).toBe(200);
  });
});
