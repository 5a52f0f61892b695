import { afterEach, describe, expect, it } from "vitest";
import { firstAdministratorPath, hashPassword, makeDemoAccounts } from "../../src/identity/wire.ts";
import { type Answer, openTestClient, type ProblemBody } from "../../testkit/client.ts";
import { mailedToken } from "../../testkit/mailed-link.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { addPerson } from "../../testkit/users.ts";
import { createVirtualContext, MINUTE_MS } from "../../testkit/virtual-context.ts";

const PUBLIC = {
  SAMBUNG_PUBLIC_URL: "https://sambung.example",
  SAMBUNG_TRUSTED_PROXY: "10.0.0.1",
  SAMBUNG_DEMO: "on",
};
const administrator = { email: "admin@uji.invalid", name: "Admin Pertama", password: "Kuat-Sekali-77!" };

let portal: TestPortal;
afterEach(() => portal.close());

const said = (answer: { status: number; body: unknown }) =>
  answer.status < 300 ? "done" : (answer.body as ProblemBody).error.code;

describe("demo accounts", () => {
  it("have passwords of their own each, and work while only this machine can reach the portal", async () => {
    portal = await openTestPortal({ works: false });
    const accounts = await makeDemoAccounts(portal.kit);
    expect(new Set(accounts.map(({ password }) => password)).size).toBe(accounts.length);
    expect(accounts.length).toBeGreaterThan(4);
    for (const { email, password } of accounts.slice(0, 2)) {
      expect(said(await portal.anonymous.post("/api/session", { email, password }))).toBe("done");
    }
    expect(await makeDemoAccounts(portal.kit)).toEqual([]);
  });

  it("are refused once a public address is set, also with an open session and the right password", async () => {
    portal = await openTestPortal({ works: false, env: PUBLIC });
    const [account] = await makeDemoAccounts(portal.kit);
    const { email = "", password = "" } = account ?? {};
    expect(said(await portal.anonymous.post("/api/session", { email, password }))).toBe("credentials-wrong");
    const demo = await addPerson(portal.kit, { isDemo: true });
    const session = await openTestClient(portal.url, demo.token).get<{ person: unknown }>("/api/session");
    expect(session.body.person).toBeNull();
    expect((await portal.anonymous.get("/api/mailbox")).status).toBe(404);
  });
});

describe("the link for the first administrator", () => {
  const tokenOf = (path: string | undefined) => path?.split("/").at(-1) ?? "";

  it("works once, for one of ten who try it at once, and makes an administrator", async () => {
    portal = await openTestPortal({ works: false, env: PUBLIC });
    const token = tokenOf(await firstAdministratorPath(portal.kit));
    const tries = Array.from({ length: 10 }, (_, nth) =>
      portal.anonymous.post("/api/first-administrator", { ...administrator, email: `admin-${nth}@uji.invalid`, token }),
    );
    const answers = (await Promise.all(tries)).map(said);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "link-used")).toHaveLength(9);
    const administrators = await portal.kit.db
      .selectFrom("membership")
      .select("id")
      .where("role", "=", "administrator")
      .execute();
    expect(administrators).toHaveLength(1);
    expect(await firstAdministratorPath(portal.kit)).toBeUndefined();
  });

  it("ends after a day, and with the next start", async () => {
    const virtualContext = createVirtualContext();
    portal = await openTestPortal({ works: false, runtimeContext: virtualContext, env: PUBLIC });
    const old = tokenOf(await firstAdministratorPath(portal.kit));
    const fresh = tokenOf(await firstAdministratorPath(portal.kit));
    const use = (token: string) => portal.anonymous.post("/api/first-administrator", { ...administrator, token });
    expect(said(await use(old))).toBe("link-used");
    expect(said(await use("guessed"))).toBe("link-used");
    virtualContext.advance(24 * 60 * MINUTE_MS);
    expect(said(await use(fresh))).toBe("link-used");
  });

  it("stays good when the address is taken, so that a typing error costs nothing", async () => {
    portal = await openTestPortal({ works: false, env: PUBLIC });
    await addPerson(portal.kit, { email: administrator.email });
    const token = tokenOf(await firstAdministratorPath(portal.kit));
    expect(said(await portal.anonymous.post("/api/first-administrator", { ...administrator, token }))).toBe(
      "email-taken",
    );
    const again = { ...administrator, email: "lain@uji.invalid", token };
    expect(said(await portal.anonymous.post("/api/first-administrator", again))).toBe("done");
  });
});

describe("strangers who try e-mail addresses", () => {
  const KNOWN = "pemilik@uji.invalid";
  const UNKNOWN = "belum.ada@uji.invalid";
  const password = "Kuat-Sekali-77!";

  /** Status, body and headers of an answer, without the parts that differ between any two answers. */
  const visibleParts = ({ status, body, headers }: Answer) => {
    const { error } = (body ?? {}) as Partial<ProblemBody>;
    return { status, code: error?.code, message: error?.message, cookies: headers.getSetCookie() };
  };

  it.each<[string, (email: string) => Promise<Answer>]>([
    ["sign up", (email) => portal.anonymous.post("/api/people", { name: "Budi", email, password })],
    ["log in", (email) => portal.anonymous.post("/api/session", { email, password })],
    ["ask for a new password", (email) => portal.anonymous.post("/api/password-resets", { email })],
    [
      "log in after a sign-up",
      async (email) => {
        await portal.anonymous.post("/api/people", { name: "Budi", email, password });
        return portal.anonymous.post("/api/session", { email, password });
      },
    ],
  ])("get the same answer for known and unknown ones when they %s", async (_what, attempt) => {
    portal = await openTestPortal({ works: false });
    const { id } = await addPerson(portal.kit, { email: KNOWN });
    const passwordHash = await hashPassword("Sudah-Lama-Ada-77!");
    await portal.kit.db.updateTable("person").set({ passwordHash }).where("id", "=", id).execute();
    expect(visibleParts(await attempt(KNOWN))).toEqual(visibleParts(await attempt(UNKNOWN)));
  });

  it("mail the owner of a known address once a day, and change nothing", async () => {
    portal = await openTestPortal({ works: false, runtimeContext: createVirtualContext() });
    const { id, name } = await addPerson(portal.kit, { email: KNOWN });
    const signUp = () => portal.anonymous.post("/api/people", { name: "Budi", email: KNOWN, password });
    expect([(await signUp()).status, (await signUp()).status]).toEqual([202, 202]);
    const mails = portal.kit.db.selectFrom("mailMessage").select("subject").where("toAddress", "=", KNOWN);
    expect(await mails.execute()).toEqual([{ subject: "Anda sudah memiliki akun" }]);
    const people = portal.kit.db.selectFrom("person").select(["id", "name", "passwordHash"]).where("email", "=", KNOWN);
    expect(await people.execute()).toEqual([{ id, name, passwordHash: "none" }]);
  });
});

describe("log-in", () => {
  it("is shut for a person after ten wrong passwords, and opens after a quarter of an hour", async () => {
    const virtualContext = createVirtualContext();
    portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
    const { name, email, password } = administrator;
    await portal.anonymous.post("/api/people", { name, email, password });
    await portal.anonymous.post("/api/email-confirmations", {
      token: await mailedToken(portal.kit, email, "/konfirmasi-surel/"),
    });
    const logIn = (word: string) =>
      portal.anonymous.post("/api/session", { email: email.toUpperCase(), password: word });
    for (let nth = 0; nth < 10; nth += 1) expect(said(await logIn("salah"))).toBe("credentials-wrong");
    expect(said(await logIn(password))).toBe("too-many-attempts");
    virtualContext.advance(15 * MINUTE_MS);
    expect(said(await logIn(password))).toBe("done");
  });
});
