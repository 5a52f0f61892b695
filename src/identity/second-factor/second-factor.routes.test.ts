import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestClient, type ProblemBody, type TestClient } from "../../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { giveRole } from "../../../testkit/users.ts";
import { createVirtualContext, type VirtualContext } from "../../../testkit/virtual-context.ts";
import { hashPassword } from "../sessions/secrets.effects.ts";

const PASSWORD = `Uji-${"Sandi"}-9!`;
const STEP_MS = 30_000;

interface SessionBody {
  readonly secondFactor: string;
  readonly permissions: readonly string[];
}

describe("an officer's second factor", () => {
  let portal: TestPortal;
  let virtualContext: VirtualContext;
  let email: string;
  let personId: string;
  let officers = 0;

  beforeAll(async () => {
    virtualContext = createVirtualContext({ seed: "second factor" });
    portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  });
  afterAll(() => portal.close());

  beforeEach(async () => {
    officers += 1;
    email = `petugas-${officers}@uji.invalid`;
    personId = virtualContext.ids.next();
    const createdAt = new Date(virtualContext.clock.nowMs());
    const passwordHash = await hashPassword(PASSWORD);
    await portal.kit.db
      .insertInto("person")
      .values({ id: personId, email, emailKey: email, name: "Petugas Uji", passwordHash, createdAt })
      .execute();
    await giveRole(portal.kit, personId, { role: "director" });
  });

  async function logIn(): Promise<{ readonly client: TestClient; readonly session: SessionBody }> {
    const answer = await openTestClient(portal.url).post<SessionBody>("/api/session", { email, password: PASSWORD });
    const token = /__Host-sambung=([^;]+)/.exec(answer.headers.getSetCookie()[0] ?? "")?.[1] ?? "";
    return { client: openTestClient(portal.url, token), session: answer.body };
  }

  async function enrol(client: TestClient) {
    const { body } = await client.post<{ readonly secret: string; readonly uri: string }>("/api/second-factor");
    const totp = new TOTP({ secret: Secret.fromBase32(body.secret) });
    const codeNow = () => totp.generate({ timestamp: virtualContext.clock.nowMs() });
    const confirmed = await client.post<{ readonly recoveryCodes: readonly string[] }>(
      "/api/second-factor/confirmation",
      {
        code: codeNow(),
      },
    );
    return { uri: body.uri, codeNow, confirmed };
  }

  it("is asked for before any of his roles count", async () => {
    const { client, session } = await logIn();
    expect(session).toMatchObject({ secondFactor: "to-enrol", permissions: [] });
    const refused = await client.get<ProblemBody>("/api/decrees");
    expect([refused.status, refused.body.error.code]).toEqual([403, "second-factor-to-enrol"]);
  });

  it("is enrolled by a code of the authenticator, and then his roles count at once", async () => {
    const { client } = await logIn();
    const { uri, confirmed } = await enrol(client);
    expect(uri).toMatch(/^otpauth:\/\/totp\//);
    expect(confirmed.body.recoveryCodes).toHaveLength(10);
    expect((await client.get("/api/decrees")).status).toBe(200);
  });

  it("is asked for at every log-in afterwards, and a code works once", async () => {
    const { codeNow } = await enrol((await logIn()).client);
    virtualContext.advance(STEP_MS);
    const first = await logIn();
    expect(first.session.secondFactor).toBe("to-give");
    expect((await first.client.get("/api/notices")).status).toBe(401);
    const code = codeNow();
    const given = await first.client.post<SessionBody>("/api/session/second-factor", { code });
    expect(given.body.secondFactor).toBe("given");
    const second = await logIn();
    const replayed = await second.client.post<ProblemBody>("/api/session/second-factor", { code });
    expect([replayed.status, replayed.body.error.code]).toEqual([401, "second-factor-wrong"]);
  });

  it("is given once by a code that five sessions send at once", async () => {
    const { client } = await logIn();
    const { codeNow } = await enrol(client);
    virtualContext.advance(STEP_MS);
    const sessions = await Promise.all(Array.from({ length: 5 }, logIn));
    const code = codeNow();
    const answers = await Promise.all(sessions.map((one) => one.client.post("/api/session/second-factor", { code })));
    expect(answers.map(({ status }) => status).sort((left, right) => left - right)).toEqual([200, 401, 401, 401, 401]);
  });

  it("may be given by a recovery code, once", async () => {
    const { confirmed } = await enrol((await logIn()).client);
    const code = (confirmed.body.recoveryCodes[0] ?? "").toUpperCase();
    expect((await (await logIn()).client.post("/api/session/second-factor", { code })).status).toBe(200);
    expect((await (await logIn()).client.post("/api/session/second-factor", { code })).status).toBe(401);
  });

  it("refuses an old code, a wrong one, and every one after ten failures", async () => {
    const { codeNow } = await enrol((await logIn()).client);
    const old = codeNow();
    virtualContext.advance(3 * STEP_MS);
    const { client } = await logIn();
    expect((await client.post("/api/session/second-factor", { code: old })).status).toBe(401);
    for (let tries = 0; tries < 9; tries += 1) await client.post("/api/session/second-factor", { code: "000000" });
    const limited = await client.post<ProblemBody>("/api/session/second-factor", { code: codeNow() });
    expect([limited.status, limited.body.error.code]).toEqual([429, "too-many-attempts"]);
  });

  it("cannot be replaced by whoever has the password only", async () => {
    await enrol((await logIn()).client);
    const { client } = await logIn();
    const again = await client.post<ProblemBody>("/api/second-factor");
    expect([again.status, again.body.error.code]).toEqual([409, "second-factor-enrolled"]);
  });

  it("is taken away by an administrator, which ends every session of the person", async () => {
    const { client } = await logIn();
    await enrol(client);
    const administrator = await portal.officer("administrator");
    expect((await administrator.client.delete(`/api/people/${personId}/second-factor`)).status).toBe(204);
    expect((await client.get("/api/decrees")).status).toBe(401);
    expect((await logIn()).session.secondFactor).toBe("to-enrol");
  });

  it("is kept sealed: the secret is not in the database, and another person's seal does not open", async () => {
    await enrol((await logIn()).client);
    const { sealedSecret } = await portal.kit.db
      .selectFrom("secondFactor")
      .select("sealedSecret")
      .where("personId", "=", personId)
      .executeTakeFirstOrThrow();
    const { secondFactorKey } = await import("./totp.effects.ts");
    const { unseal } = await import("../../platform/sealing/index.ts");
    const key = await secondFactorKey(portal.kit.settings.dataFolder);
    expect(unseal(key, personId, sealedSecret)).toHaveLength(20);
    expect(() => unseal(key, virtualContext.ids.next(), sealedSecret)).toThrow();
  });
});
