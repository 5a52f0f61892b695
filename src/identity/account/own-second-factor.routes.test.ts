import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, ProblemBody } from "../../../testkit/client.ts";
import type { Guest } from "../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../testkit/virtual-context.ts";
import { hashPassword } from "../sessions/secrets.effects.ts";

const PASSWORD = `Mawar-${"Biru"}-Terbang-42`;
const STEP_MS = 30_000;

let portal: TestPortal;
let virtualContext: VirtualContext;

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "own second factor" });
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
});
afterAll(() => portal.close());

const said = (answer: Answer) => (answer.status < 300 ? "done" : (answer as Answer<ProblemBody>).body.error.code);

/** A person with a known password and no second factor. */
async function known(): Promise<Guest> {
  const guest = await portal.person();
  const passwordHash = await hashPassword(PASSWORD);
  await portal.kit.db.updateTable("person").set({ passwordHash }).where("id", "=", guest.id).execute();
  await portal.kit.db.deleteFrom("secondFactor").where("personId", "=", guest.id).execute();
  return guest;
}

const codesOf = (secret: string) => {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return () => totp.generate({ timestamp: virtualContext.clock.nowMs() });
};

async function enrolled() {
  const guest = await known();
  const { body } = await guest.client.post<{ secret: string }>("/api/second-factor");
  const codeNow = codesOf(body.secret);
  expect(said(await guest.client.post("/api/second-factor/confirmation", { code: codeNow() }))).toBe("done");
  virtualContext.advance(STEP_MS);
  return { guest, codeNow };
}

const standingOf = async ({ client }: Guest) =>
  (await client.get<{ secondFactor: { enrolledAt: string | null; recoveryCodesLeft: number } }>("/api/account")).body
    .secondFactor;

describe("a person's own second factor", () => {
  it("is replaced by a new authenticator once a code of it is given; until then the old one counts", async () => {
    const { guest, codeNow } = await enrolled();
    const begun = await guest.client.post<{ secret: string }>("/api/account/second-factor/renewal", {
      currentPassword: PASSWORD,
    });
    const freshCode = codesOf(begun.body.secret);
    const path = "/api/account/second-factor/renewal/confirmation";
    expect(said(await guest.client.post(path, { code: codeNow() }))).toBe("second-factor-wrong");
    expect(said(await guest.client.post("/api/account/second-factor/recovery-codes", { code: codeNow() }))).toBe(
      "done",
    );
    expect(said(await guest.client.post(path, { code: freshCode() }))).toBe("done");
    virtualContext.advance(STEP_MS);
    const drop = (code: string) => guest.client.post("/api/account/second-factor/removal", { code });
    expect(said(await drop(codeNow()))).toBe("second-factor-wrong");
    expect(said(await drop(freshCode()))).toBe("done");
    expect(await standingOf(guest)).toMatchObject({ enrolledAt: null, recoveryCodesLeft: 0 });
  });

  it("is not begun anew without the password", async () => {
    const { guest } = await enrolled();
    const asked = await guest.client.post("/api/account/second-factor/renewal", { currentPassword: "salah" });
    expect(said(asked)).toBe("current-password-wrong");
  });

  it("gets ten new recovery codes for a code of the authenticator, which works once, and the old ones end", async () => {
    const { guest, codeNow } = await enrolled();
    const code = codeNow();
    const ask = () =>
      guest.client.post<{ recoveryCodes: string[] }>("/api/account/second-factor/recovery-codes", { code });
    const made = await ask();
    expect(new Set(made.body.recoveryCodes).size).toBe(10);
    expect(said(await ask())).toBe("second-factor-wrong");
    expect(await standingOf(guest)).toMatchObject({ recoveryCodesLeft: 10 });
  });

  it("shuts after ten wrong codes, also for the right one", async () => {
    const { guest, codeNow } = await enrolled();
    const wrong = () => guest.client.post("/api/account/second-factor/removal", { code: "000000" });
    for (let tries = 0; tries < 10; tries += 1) await wrong();
    const right = await guest.client.post("/api/account/second-factor/removal", { code: codeNow() });
    expect(said(right)).toBe("too-many-attempts");
  });

  it("is told of by mail whenever it changes", async () => {
    const { guest, codeNow } = await enrolled();
    await guest.client.post("/api/account/second-factor/recovery-codes", { code: codeNow() });
    const told = await portal.kit.db
      .selectFrom("mailMessage")
      .select("subject")
      .where("toPersonId", "=", guest.id)
      .execute();
    expect(told.map(({ subject }) => subject)).toEqual(["Verifikasi dua langkah Anda diubah"]);
  });
});
