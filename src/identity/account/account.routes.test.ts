import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, openTestClient, type ProblemBody } from "../../../testkit/client.ts";
import { mailedToken } from "../../../testkit/mailed-link.ts";
import { holdCode } from "../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { addCompany, addPerson, giveRole, openSessionOf } from "../../../testkit/users.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../../testkit/virtual-context.ts";
import { present } from "../../kernel/index.ts";
import { currentRuleset, openRulebook, readCredentialRules } from "../../regulation/index.ts";
import { hashPassword } from "../sessions/secrets.effects.ts";
import { passwordResetMailer, RESET_EFFECT } from "./password-reset.effects.ts";

const HOUR_MS = 60 * MINUTE_MS;
const PASSWORD = `Mawar-${"Biru"}-Terbang-42`;
const NEW_PASSWORD = `Kuda-${"Langit"}-Sembilan-7`;
const CONFIRM = "/konfirmasi-surel/";
const RESET = "/atur-ulang-sandi/";

let portal: TestPortal;
let virtualContext: VirtualContext;
let people = 0;

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "own account" });
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
});
afterAll(() => portal.close());

const said = (answer: Answer) => (answer.status < 300 ? "done" : (answer as Answer<ProblemBody>).body.error.code);

function freshAddress(): string {
  people += 1;
  return `pendatang-${people}@uji.invalid`;
}

/** A person who signed up. */
async function newcomer() {
  const email = freshAddress();
  const answer = await portal.anonymous.post("/api/people", { email, name: "Pendatang Uji", password: PASSWORD });
  expect(said(answer)).toBe("done");
  const { id } = await personOf(email);
  return { id, email, client: openTestClient(portal.url, await openSessionOf(portal.kit, id)) };
}

/** A person with a known password and an open session. */
async function known() {
  const person = await portal.person();
  const passwordHash = await hashPassword(PASSWORD);
  await portal.kit.db.updateTable("person").set({ passwordHash }).where("id", "=", person.id).execute();
  await portal.kit.db.deleteFrom("secondFactor").where("personId", "=", person.id).execute();
  return person;
}

const follow = (token: string) => portal.anonymous.post("/api/email-confirmations", { token });
const tokenFor = (email: string, screen: string) => mailedToken(portal.kit, email, screen);

/** Processes pending password resets like the outbox. */
async function mailResets(): Promise<void> {
  const rules = present(openRulebook({ version: currentRuleset.version, atDate: "2026-11-25" }), "rules");
  const mailer = passwordResetMailer(
    portal.kit,
    readCredentialRules(present(rules.ok ? rules.value : null, "rulebook")),
  );
  const rows = await portal.kit.db
    .selectFrom("outbox")
    .selectAll()
    .where("kind", "=", RESET_EFFECT)
    .where("doneAt", "is", null)
    .execute();
  for (const row of rows) await mailer(row.payload as { email: string }, row);
  const doneAt = new Date(virtualContext.clock.nowMs());
  await portal.kit.db.updateTable("outbox").set({ doneAt }).where("kind", "=", RESET_EFFECT).execute();
}

async function forget(email: string): Promise<string> {
  expect((await portal.anonymous.post("/api/password-resets", { email })).status).toBe(202);
  await mailResets();
  return tokenFor(email, RESET);
}

const logIn = (email: string, password: string) => portal.anonymous.post("/api/session", { email, password });
const mailsTo = async (address: string) =>
  portal.kit.db.selectFrom("mailMessage").select(["subject", "bodyText"]).where("toAddress", "=", address).execute();

describe("an e-mail address that is not confirmed", () => {
  it("lets its owner look and prepare, but not register, hold or submit", async () => {
    const { id, client } = await newcomer();
    const company = await addCompany(portal.kit);
    await giveRole(portal.kit, id, { role: "applicant-owner", organisationId: company.id });
    expect((await client.get("/api/organisations/mine")).status).toBe(200);
    expect(said(await client.post("/api/organisations", {}))).toBe("email-not-confirmed");
    const hold = { organisationId: company.id, code: "1500811" };
    expect(said(await client.post("/api/holds", hold))).toBe("email-not-confirmed");
    const nobody = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
    const submit = { command: "submit", expectedVersion: 1 };
    expect(said(await client.post(`/api/applications/${nobody}/commands`, submit))).toBe("email-not-confirmed");
  });

  it("is confirmed by the mailed token, once, and then he may send", async () => {
    const { id, email, client } = await newcomer();
    const company = await addCompany(portal.kit);
    await giveRole(portal.kit, id, { role: "applicant-owner", organisationId: company.id });
    const token = await tokenFor(email, CONFIRM);
    expect((await follow(token)).body).toEqual({ kind: "confirmed", email });
    expect(said(await follow(token))).toBe("mailed-link-used");
    const hold = await holdCode({ ...company, owner: { id, email, client, name: "", token: "" } }, "1500812");
    expect(hold.status).toBe(201);
  });

  it("is not confirmed by a scanner that opens the link", async () => {
    const { email, client } = await newcomer();
    const token = await tokenFor(email, CONFIRM);
    for (const method of ["GET", "HEAD"]) await fetch(`${portal.url}${CONFIRM}${token}`, { method });
    const { body } = await client.get<{ person: { isEmailConfirmed: boolean } }>("/api/session");
    expect(body.person.isEmailConfirmed).toBe(false);
    expect(said(await follow(token))).toBe("done");
  });

  it("waits for its link to the last millisecond of 24 hours", async () => {
    const [first, second] = [await newcomer(), await newcomer()];
    const tokens = [await tokenFor(first.email, CONFIRM), await tokenFor(second.email, CONFIRM)];
    virtualContext.advance(24 * HOUR_MS - 1);
    expect(said(await follow(tokens[0] ?? ""))).toBe("done");
    virtualContext.advance(1);
    expect(said(await follow(tokens[1] ?? ""))).toBe("mailed-link-over");
  });

  it("gets five links in an hour and no more, also when they are asked for at once", async () => {
    const { email, client } = await newcomer();
    const asked = await Promise.all(Array.from({ length: 8 }, () => client.post("/api/account/email/confirmation")));
    expect(asked.map(said).filter((answer) => answer === "done")).toHaveLength(4);
    expect(asked.map(said).filter((answer) => answer === "too-many-mails")).toHaveLength(4);
    expect(await mailsTo(email)).toHaveLength(5);
    virtualContext.advance(HOUR_MS);
    const again = openTestClient(portal.url, await openSessionOf(portal.kit, (await personOf(email)).id));
    expect(said(await again.post("/api/account/email/confirmation"))).toBe("done");
  });

  it("is confirmed for one of five who follow the same link at once", async () => {
    const { email } = await newcomer();
    const token = await tokenFor(email, CONFIRM);
    const answers = (await Promise.all(Array.from({ length: 5 }, () => follow(token)))).map(said);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "mailed-link-used")).toHaveLength(4);
  });

  it("has a token that stands nowhere in the database", async () => {
    const { email } = await newcomer();
    const token = await tokenFor(email, CONFIRM);
    const mails = JSON.stringify(await portal.kit.db.selectFrom("mailMessage").selectAll().execute());
    const links = JSON.stringify(await portal.kit.db.selectFrom("oneTimeLink").selectAll().execute());
    expect(mails).not.toContain(token);
    expect(links).not.toContain(token);
    expect(mails).toContain("{link}");
  });
});

async function personOf(email: string) {
  return portal.kit.db.selectFrom("person").selectAll().where("email", "=", email).executeTakeFirstOrThrow();
}

describe("a change of e-mail address", () => {
  it("counts once the new one is confirmed, and the old one is told before and after", async () => {
    const person = await known();
    const email = `baru-${person.email}`;
    expect(said(await person.client.post("/api/account/email", { email, currentPassword: PASSWORD }))).toBe("done");
    const before = await person.client.get<{ email: string; pendingEmail: { email: string } }>("/api/account");
    expect([before.body.email, before.body.pendingEmail.email]).toEqual([person.email, email]);
    expect((await follow(await tokenFor(email, CONFIRM))).body).toEqual({ kind: "changed", email });
    const after = await person.client.get<{ email: string; isEmailConfirmed: boolean }>("/api/account");
    expect(after.body).toMatchObject({ email, isEmailConfirmed: true, pendingEmail: null });
    expect(await mailsTo(person.email)).toHaveLength(2);
    expect(said(await logIn(email, PASSWORD))).toBe("done");
    expect(said(await logIn(person.email, PASSWORD))).toBe("credentials-wrong");
  });

  it("is given up by its owner, and then the link is of no use", async () => {
    const person = await known();
    const email = `batal-${person.email}`;
    await person.client.post("/api/account/email", { email, currentPassword: PASSWORD });
    const token = await tokenFor(email, CONFIRM);
    expect(said(await person.client.delete("/api/account/email"))).toBe("done");
    expect(said(await follow(token))).toBe("mailed-link-used");
  });

  it("to one address is won by one of two people who confirm it at once", async () => {
    const [first, second] = [await known(), await known()];
    const email = freshAddress();
    const tokens: string[] = [];
    for (const person of [first, second]) {
      await person.client.post("/api/account/email", { email, currentPassword: PASSWORD });
      tokens.push(await tokenFor(email, CONFIRM));
      virtualContext.advance(1);
    }
    const answers = (await Promise.all(tokens.map(follow))).map(said);
    expect(answers.toSorted()).toEqual(["done", "email-taken"]);
  });
});

describe("a forgotten password", () => {
  it("is set anew once by the mailed link, ends every session, and its owner is told", async () => {
    const person = await known();
    const token = await forget(person.email);
    const looked = await portal.anonymous.post("/api/password-resets/look", { token });
    expect(looked.body).toMatchObject({ email: person.email });
    const set = () => portal.anonymous.post("/api/password-resets/password", { token, password: NEW_PASSWORD });
    expect(said(await set())).toBe("done");
    expect((await person.client.get("/api/account")).status).toBe(401);
    expect(said(await logIn(person.email, NEW_PASSWORD))).toBe("done");
    expect(said(await logIn(person.email, PASSWORD))).toBe("credentials-wrong");
    expect(said(await set())).toBe("mailed-link-used");
    expect((await mailsTo(person.email)).map(({ subject }) => subject)).toContain("Kata sandi Anda sudah diganti");
  });

  it("is answered alike for an address that nobody has: status, body, headers and what is written before", async () => {
    const person = await known();
    const ask = async (email: string) => {
      const answer = await portal.anonymous.post("/api/password-resets", { email });
      const row = await portal.kit.db
        .selectFrom("outbox")
        .selectAll()
        .where("kind", "=", RESET_EFFECT)
        .orderBy("id", "desc")
        .limit(1)
        .executeTakeFirstOrThrow();
      const names = [...answer.headers.keys()].toSorted();
      return { status: answer.status, text: answer.text, names, payload: Object.keys(row.payload as object) };
    };
    expect(await ask("tidak-ada@uji.invalid")).toEqual(await ask(person.email));
    const mails = await portal.kit.db.selectFrom("mailMessage").select("id").execute();
    await mailResets();
    const later = await portal.kit.db.selectFrom("mailMessage").select("toAddress").execute();
    expect(later.length - mails.length).toBe(1);
    expect(later.map(({ toAddress }) => toAddress)).not.toContain("tidak-ada@uji.invalid");
  });

  it("is mailed once, however often its work is done again after a crash", async () => {
    const person = await known();
    await portal.anonymous.post("/api/password-resets", { email: person.email });
    const reopen = () =>
      portal.kit.db
        .updateTable("outbox")
        .set({ doneAt: null })
        .where("kind", "=", RESET_EFFECT)
        .where("payload", "@>", JSON.stringify({ email: person.email }))
        .execute();
    for (let round = 0; round < 3; round += 1) {
      await reopen();
      await mailResets();
    }
    expect(await mailsTo(person.email)).toHaveLength(1);
  });

  it("is set by one of five who use the link at once", async () => {
    const person = await known();
    const token = await forget(person.email);
    const tries = Array.from({ length: 5 }, (_, nth) =>
      portal.anonymous.post("/api/password-resets/password", { token, password: `${NEW_PASSWORD}${nth}` }),
    );
    const answers = (await Promise.all(tries)).map(said);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
  });

  it("does not take the second factor along: it is asked for at the next log-in", async () => {
    const officer = await portal.officer("director");
    const token = await forget(officer.email);
    expect(said(await portal.anonymous.post("/api/password-resets/password", { token, password: NEW_PASSWORD }))).toBe(
      "done",
    );
    const { body } = await portal.anonymous.post<{ secondFactor: string; permissions: string[] }>("/api/session", {
      email: officer.email,
      password: NEW_PASSWORD,
    });
    expect(body).toMatchObject({ secondFactor: "to-give", permissions: [] });
  });

  it("keeps its link after a password that is too easy, and loses it after 60 minutes", async () => {
    const person = await known();
    const token = await forget(person.email);
    const set = (password: string) => portal.anonymous.post("/api/password-resets/password", { token, password });
    expect(said(await set("Password1!"))).toBe("password-guessable");
    virtualContext.advance(60 * MINUTE_MS - 1);
    expect(said(await portal.anonymous.post("/api/password-resets/look", { token }))).toBe("done");
    virtualContext.advance(1);
    expect(said(await set(NEW_PASSWORD))).toBe("mailed-link-over");
  });

  it("is not mailed to a closed account", async () => {
    const person = await known();
    const disabledAt = new Date(virtualContext.clock.nowMs());
    await portal.kit.db.updateTable("person").set({ disabledAt }).where("id", "=", person.id).execute();
    await portal.anonymous.post("/api/password-resets", { email: person.email });
    await mailResets();
    expect(await mailsTo(person.email)).toEqual([]);
  });
});

describe("a password that is changed", () => {
  it("ends every session but this one", async () => {
    const person = await known();
    const other = await portal.again(person);
    await portal.kit.db.deleteFrom("secondFactor").where("personId", "=", person.id).execute();
    const body = { currentPassword: PASSWORD, password: NEW_PASSWORD };
    expect(said(await person.client.put("/api/account/password", body))).toBe("done");
    expect((await person.client.get("/api/account")).status).toBe(200);
    expect((await other.client.get("/api/account")).status).toBe(401);
  });

  it("ends a change of address that somebody with the old password may have asked for", async () => {
    const person = await known();
    const email = freshAddress();
    const asked = await person.client.post("/api/account/email", { email, currentPassword: PASSWORD });
    expect(said(asked)).toBe("done");
    const token = await tokenFor(email, CONFIRM);
    const change = { currentPassword: PASSWORD, password: NEW_PASSWORD };
    expect(said(await person.client.put("/api/account/password", change))).toBe("done");
    expect(said(await follow(token))).toBe("mailed-link-used");
    const account = (await person.client.get<{ email: string; pendingEmail: object | null }>("/api/account")).body;
    expect(account).toMatchObject({ email: person.email, pendingEmail: null });
  });

  it("is not guessed by whoever sits at an open session: the tenth wrong one shuts the door", async () => {
    const person = await known();
    const ask = (currentPassword: string) =>
      person.client.put("/api/account/password", { currentPassword, password: NEW_PASSWORD });
    for (let tries = 0; tries < 10; tries += 1) expect(said(await ask("salah"))).toBe("current-password-wrong");
    expect(said(await ask(PASSWORD))).toBe("too-many-attempts");
  });
});

describe("a person's sessions", () => {
  interface Sessions {
    readonly items: readonly { readonly id: string; readonly browser: string | null; readonly isThis: boolean }[];
  }

  it("are listed with the device in words, this one marked, and ended one by one or all others at once", async () => {
    const person = await known();
    const userAgent =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
    const [second, third] = [await portal.again(person), await portal.again(person)];
    await portal.kit.db.updateTable("session").set({ userAgent }).where("personId", "=", person.id).execute();
    const list = await person.client.get<Sessions>("/api/account/sessions");
    expect(list.body.items).toHaveLength(3);
    expect(list.body.items.filter(({ isThis }) => isThis)).toHaveLength(1);
    expect(list.body.items[0]).toMatchObject({ browser: "Chrome", system: "Windows", kind: "desktop" });
    const theirs = await second.client.get<Sessions>("/api/account/sessions");
    const secondId = theirs.body.items.find(({ isThis }) => isThis)?.id ?? "";
    expect(said(await person.client.delete(`/api/account/sessions/${secondId}`))).toBe("done");
    expect((await second.client.get("/api/account")).status).toBe(401);
    expect((await person.client.delete("/api/account/other-sessions")).body).toEqual({ ended: 1 });
    expect((await third.client.get("/api/account")).status).toBe(401);
    expect((await person.client.get("/api/account")).status).toBe(200);
  });

  it("that ran out are not shown", async () => {
    const person = await addPerson(portal.kit);
    const at = new Date(virtualContext.clock.nowMs());
    await portal.kit.db.updateTable("session").set({ expiresAt: at }).where("personId", "=", person.id).execute();
    const fresh = openTestClient(portal.url, await openSessionOf(portal.kit, person.id));
    expect((await fresh.get<Sessions>("/api/account/sessions")).body.items).toHaveLength(1);
  });
});

describe("a person's name and language", () => {
  it("are his to change, and the next mail is in that language", async () => {
    const person = await known();
    expect(said(await person.client.put("/api/account", { name: "Ratna Baru", locale: "en" }))).toBe("done");
    await forget(person.email);
    expect((await mailsTo(person.email))[0]?.subject).toBe("Set a new password");
    expect((await mailsTo(person.email))[0]?.bodyText).toContain("Dear Ratna Baru");
  });
});
