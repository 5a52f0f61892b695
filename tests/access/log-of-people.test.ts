import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readyCompanies } from "../../simulators/oss/index.ts";
import { openLog } from "../../src/platform/telemetry/index.ts";
import { openTestClient, type TestClient } from "../../testkit/client.ts";
import type { GuestCompany } from "../../testkit/guests.ts";
import { mailedToken } from "../../testkit/mailed-link.ts";
import { succeeded, TINY_PDF } from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";

const NAME = "Cakrawangsa Rahasiawati";
const EMAIL = "cakrawangsa.rahasiawati@rumah.invalid";
const NEXT_EMAIL = "wargi.tersembunyi@rumah.invalid";
const INVITED = "diundang.diam-diam@rumah.invalid";
const PASSWORDS = [`Rahasia-${"Benar"}-991!`, `Kuda-${"Langit"}-Sembilan-7`, `Mawar-${"Biru"}-Terbang-42`] as const;
const NIK = "3174012505900001";
const PHONE = "+628119876543";
const PERSON_PHONE = "081398765432";
const FILE_NAME = `akta ${NAME} ${NIK}.pdf`;
const ANSWER_MS_MAX = 20_000;

let portal: TestPortal;
let company: GuestCompany;
const lines: string[] = [];
/** Personal data that must not appear in the log, by its kind. */
const planted = new Map<string, string>([
  ["name", NAME],
  ["address", EMAIL],
  ["new address", NEXT_EMAIL],
  ["invited address", INVITED],
  ...PASSWORDS.map((password, nth) => [`password ${nth}`, password] as const),
  ["NIK", NIK],
  ["telephone", PHONE],
  ["telephone, as digits", PHONE.slice(3)],
  ["telephone of the person in charge", PERSON_PHONE],
]);

beforeAll(async () => {
  const log = openLog({ process: "portal", level: "debug", sink: { write: (line) => void lines.push(line) } });
  // No server listens on this port: every mail fails, and the log of the failure is checked too.
  portal = await openTestPortal({ log, env: { SAMBUNG_SMTP_URL: "smtp://127.0.0.1:1" } });
  company = await portal.company();
});

afterAll(() => portal.close());

const cookieOf = (answer: { readonly headers: Headers }): string =>
  /__Host-sambung=([^;]+)/.exec(answer.headers.getSetCookie()[0] ?? "")?.[1] ?? "";

/** The token of a mailed link, once the outbox has sent the mail; added to the data that must not appear. */
async function tokenOf(email: string, screen: string): Promise<string> {
  const since = performance.now();
  for (;;) {
    const token = await mailedToken(portal.kit, email, screen).catch(() => undefined);
    if (token !== undefined) {
      planted.set(`token of ${screen} ${email}`, token);
      return token;
    }
    if (performance.now() - since > ANSWER_MS_MAX) throw new Error(`nobody mailed ${screen} to ${email}`);
    await new Promise((next) => setImmediate(next));
  }
}

/** Follows a mailed link as a user does: the screen first, then its button; twice, and once with an altered token. */
async function followTwice(screen: string, route: string, body: object & { readonly token: string }): Promise<void> {
  await portal.anonymous.get(`${screen}${body.token}`);
  expect((await portal.anonymous.post(route, body)).status, route).toBeLessThan(300);
  await portal.anonymous.post(route, body);
  await portal.anonymous.post(route, { ...body, token: `${body.token}x` });
}

async function register(client: TestClient): Promise<void> {
  const [, , , , , , found] = readyCompanies();
  planted.set("NPWP", found?.npwp ?? "");
  const file = { name: FILE_NAME, bytes: TINY_PDF };
  const { id } = succeeded(await client.upload<{ id: string }>("/api/files?purpose=deed", file), "a deed");
  const personInCharge = { name: NAME, position: `Direktur, NIK ${NIK}`, email: EMAIL, phone: PERSON_PHONE };
  const form = { nib: found?.nib, npwp: found?.npwp, phone: PHONE, deedFileId: id, personInCharge };
  await client.post("/api/organisations", { ...form, npwp: `${found?.npwp}9` });
  succeeded(await client.post("/api/organisations", form), "a registration");
}

async function enrol(client: TestClient): Promise<void> {
  const { secret } = succeeded(await client.post<{ secret: string }>("/api/second-factor"), "a second factor");
  planted.set("secret of the second factor", secret);
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: portal.kit.clock.nowMs() });
  const { recoveryCodes } = succeeded(
    await client.post<{ recoveryCodes: string[] }>("/api/second-factor/confirmation", { code }),
    "recovery codes",
  );
  recoveryCodes.forEach((one, nth) => void planted.set(`recovery code ${nth}`, one));
}

describe("the log of people's own matters", () => {
  it("carries nothing of a registration, a reset, a change of address, an invitation and a second factor", async () => {
    const [first, second, third] = PASSWORDS;
    await portal.anonymous.post("/api/people", { name: NAME, email: EMAIL, password: first });
    await followTwice("/konfirmasi-surel/", "/api/email-confirmations", {
      token: await tokenOf(EMAIL, "/konfirmasi-surel/"),
    });
    const loggedIn = await portal.anonymous.post("/api/session", { email: EMAIL, password: first });
    planted.set("session", cookieOf(loggedIn));
    const client = openTestClient(portal.url, cookieOf(loggedIn));
    await register(client);
    await client.put("/api/account/password", { currentPassword: third, password: second });
    await client.post("/api/account/email", { email: NEXT_EMAIL, currentPassword: first });
    await followTwice("/konfirmasi-surel/", "/api/email-confirmations", {
      token: await tokenOf(NEXT_EMAIL, "/konfirmasi-surel/"),
    });
    await portal.anonymous.post("/api/password-resets", { email: NEXT_EMAIL });
    const reset = { token: await tokenOf(NEXT_EMAIL, "/atur-ulang-sandi/"), password: second };
    await followTwice("/atur-ulang-sandi/", "/api/password-resets/password", reset);
    const invitation = { organisationId: company.id, email: INVITED, role: "applicant-staff" };
    succeeded(await company.owner.client.post("/api/company-invitations", invitation), "an invitation");
    const token = await tokenOf(INVITED, "/undangan/");
    const invited = { token, name: NAME, password: third, locale: "id" };
    await followTwice("/undangan/", "/api/invitations/new-person", invited);
    const again = await portal.anonymous.post("/api/session", { email: NEXT_EMAIL, password: second });
    planted.set("session after the reset", cookieOf(again));
    await enrol(openTestClient(portal.url, cookieOf(again)));

    const log = lines.join("\n");
    expect([...planted].filter(([, secret]) => secret.length < 6)).toEqual([]);
    expect([...planted].filter(([, secret]) => log.includes(secret)).map(([what]) => what)).toEqual([]);
    expect(planted.size).toBeGreaterThan(25);
  });

  it("would be seen if it were there: lines are kept, and mails did fail on the way", async () => {
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.some((line) => line.includes("outbox") || line.includes("mail"))).toBe(true);
  });
});
