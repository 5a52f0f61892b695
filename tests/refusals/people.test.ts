import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, openTestClient, type ProblemBody } from "../../testkit/client.ts";
import type { Guest, GuestCompany } from "../../testkit/guests.ts";
import { mailedToken } from "../../testkit/mailed-link.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { openSessionOf } from "../../testkit/users.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../testkit/virtual-context.ts";

const DAY_MS = 24 * 60 * MINUTE_MS;
const PASSWORD = `Mawar-${"Biru"}-Terbang-42`;
const NEW_PASSWORD = `Kuda-${"Langit"}-Sembilan-7`;
const CONFIRM = "/konfirmasi-surel/";
const INVITED = "/undangan/";

/** The users before each attempt. */
interface Fixture {
  readonly portal: TestPortal;
  readonly world: VirtualContext;
  /** A user who signed up, with a known password and a confirmed address. */
  readonly person: Guest;
  /** A user who signed up, with an unconfirmed address. */
  readonly newcomer: Guest;
  readonly company: GuestCompany;
  readonly staff: Guest;
  readonly consultant: Guest;
  readonly administrator: Guest;
  /** Tokens by their state. */
  readonly tokens: {
    readonly confirmedBefore: string;
    readonly over: string;
    readonly invitedOther: string;
    readonly invitedOver: string;
    readonly withdrawn: string;
  };
  readonly roles: { readonly owner: string; readonly staff: string; readonly consultant: string };
}

interface Row {
  readonly sends: string;
  readonly attempt: (fixture: Fixture) => Promise<Answer>;
  readonly status: number;
  readonly code: string;
  /** The field of the error, if any. */
  readonly at?: string;
}

let fixture: Fixture;
let signedUp = 0;

async function signUp(portal: TestPortal): Promise<Guest> {
  signedUp += 1;
  const email = `warga.${signedUp}@rumah.invalid`;

  const name = "Ratna Kusumawati";
  await portal.anonymous.post("/api/people", { email, name, password: PASSWORD });
  const person = portal.kit.db.selectFrom("person").select("id").where("email", "=", email);
  const { id } = await person.executeTakeFirstOrThrow();
  const token = await openSessionOf(portal.kit, id);
  await portal.kit.db.deleteFrom("secondFactor").where("personId", "=", id).execute();
  return { id, name, email, token, client: openTestClient(portal.url, token) };
}

const invite = async (portal: TestPortal, company: GuestCompany, email: string) => {
  const body = { organisationId: company.id, email, role: "applicant-staff" };
  const answer = await company.owner.client.post<{ id: string }>("/api/company-invitations", body);
  const { id } = succeeded(answer, "an invitation");
  return { id, token: await mailedToken(portal.kit, email, INVITED) };
};

async function roleOf(portal: TestPortal, guest: Guest): Promise<string> {
  const row = portal.kit.db.selectFrom("membership").select("id").where("personId", "=", guest.id);
  return (await row.executeTakeFirstOrThrow()).id;
}

beforeAll(async () => {
  const virtualContext = createVirtualContext({ seed: "refused people" });
  const portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  const forgotten = await signUp(portal);
  const over = await mailedToken(portal.kit, forgotten.email, CONFIRM);
  let company = await portal.company();
  const invitedOver = (await invite(portal, company, "lama@rumah.invalid")).token;
  virtualContext.advance(8 * DAY_MS);
  company = { ...company, owner: await portal.again(company.owner) };
  const person = await signUp(portal);
  const confirmedBefore = await mailedToken(portal.kit, person.email, CONFIRM);
  succeeded(await portal.anonymous.post("/api/email-confirmations", { token: confirmedBefore }), "a confirmation");
  const withdrawn = await invite(portal, company, "ditarik@rumah.invalid");
  await company.owner.client.delete(`/api/company-invitations/${withdrawn.id}`);
  const staff = await portal.colleague(company, "applicant-staff");
  const consultant = await portal.colleague(company, "consultant");
  const invitedOther = (await invite(portal, company, "lain@rumah.invalid")).token;
  const roles = {
    owner: await roleOf(portal, company.owner),
    staff: await roleOf(portal, staff),
    consultant: await roleOf(portal, consultant),
  };
  fixture = {
    portal,
    world: virtualContext,
    person,
    company,
    staff,
    consultant,
    roles,
    newcomer: await signUp(portal),
    administrator: await portal.officer("administrator"),
    tokens: { confirmedBefore, over, invitedOther, invitedOver, withdrawn: withdrawn.token },
  };
});

afterAll(() => fixture.portal.close());

const join = (fixture: Fixture, changes: object) =>
  fixture.portal.anonymous.post("/api/people", {
    email: "baru@rumah.invalid",
    name: "Budi Santoso",
    password: PASSWORD,
    ...changes,
  });
const changePassword = (guest: Guest, changes: object) =>
  guest.client.put("/api/account/password", { currentPassword: PASSWORD, password: NEW_PASSWORD, ...changes });
const changeEmail = (guest: Guest, changes: object) =>
  guest.client.post("/api/account/email", { email: "pindah@rumah.invalid", currentPassword: PASSWORD, ...changes });
const inviting = ({ company }: Fixture, changes: object) =>
  company.owner.client.post("/api/company-invitations", {
    organisationId: company.id,
    email: "tamu@rumah.invalid",
    role: "applicant-staff",
    ...changes,
  });
const NOBODYS = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";

const PASSWORDS: readonly Row[] = [
  {
    sends: "a password of seven characters",
    attempt: (all) => join(all, { password: "Kx-7pQ!" }),
    status: 400,
    code: "password-weak",
    at: "password",
  },
  {
    sends: "a password without a capital",
    attempt: (all) => join(all, { password: "mawar-biru-42" }),
    status: 400,
    code: "password-weak",
    at: "password",
  },
  {
    sends: "the commonest password with a sign",
    attempt: (all) => join(all, { password: "Password1!" }),
    status: 400,
    code: "password-guessable",
    at: "password",
  },
  {
    sends: "an Indonesian word with numbers",
    attempt: (all) => join(all, { password: "Rahasia-1" }),
    status: 400,
    code: "password-guessable",
    at: "password",
  },
  {
    sends: "a password made of his name",
    attempt: (all) => join(all, { password: "Budi.Santoso1" }),
    status: 400,
    code: "password-guessable",
    at: "password",
  },
  {
    sends: "a password made of our name",
    attempt: (all) => join(all, { password: "Sambung-1!" }),
    status: 400,
    code: "password-guessable",
    at: "password",
  },
  {
    sends: "an address without a domain",
    attempt: (all) => join(all, { email: "budi@" }),
    status: 400,
    code: "invalid-input",
    at: "email",
  },
  {
    sends: "a change of password with a wrong present one",
    attempt: ({ person }) => changePassword(person, { currentPassword: "Bukan-Sandi-1!" }),
    status: 403,
    code: "current-password-wrong",
    at: "currentPassword",
  },
  {
    sends: "the present password as the new one",
    attempt: ({ person }) => changePassword(person, { password: PASSWORD }),
    status: 409,
    code: "password-unchanged",
    at: "password",
  },
  {
    sends: "a new password made of his address",
    attempt: ({ person }) => changePassword(person, { password: "Warga.Rumah1" }),
    status: 400,
    code: "password-guessable",
    at: "password",
  },
];

const LINKS: readonly Row[] = [
  {
    sends: "a confirming link for the second time",
    attempt: ({ portal, tokens }) =>
      portal.anonymous.post("/api/email-confirmations", { token: tokens.confirmedBefore }),
    status: 409,
    code: "mailed-link-used",
  },
  {
    sends: "a confirming link after 24 hours",
    attempt: ({ portal, tokens }) => portal.anonymous.post("/api/email-confirmations", { token: tokens.over }),
    status: 409,
    code: "mailed-link-over",
  },
  {
    sends: "a confirming link with a letter missing",
    attempt: ({ portal, tokens }) =>
      portal.anonymous.post("/api/email-confirmations", { token: tokens.over.slice(0, -1) }),
    status: 404,
    code: "mailed-link-unknown",
  },
  {
    sends: "a confirming link where a password is set",
    attempt: ({ portal, tokens }) =>
      portal.anonymous.post("/api/password-resets/password", { token: tokens.over, password: NEW_PASSWORD }),
    status: 404,
    code: "mailed-link-unknown",
  },
  {
    sends: "for one more confirming link when the address is confirmed",
    attempt: ({ person }) => person.client.post("/api/account/email/confirmation"),
    status: 409,
    code: "email-confirmed-already",
  },
  {
    sends: "a registration before the address is confirmed",
    attempt: ({ newcomer }) => newcomer.client.post("/api/organisations", {}),
    status: 403,
    code: "email-not-confirmed",
  },
  {
    sends: "his own address as the new one",
    attempt: ({ person }) => changeEmail(person, { email: person.email.toUpperCase() }),
    status: 409,
    code: "email-unchanged",
    at: "email",
  },
  {
    sends: "somebody else's address as the new one",
    attempt: ({ person, newcomer }) => changeEmail(person, { email: newcomer.email }),
    status: 409,
    code: "email-taken",
    at: "email",
  },
  {
    sends: "a new address with a wrong password",
    attempt: ({ person }) => changeEmail(person, { currentPassword: "Bukan-Sandi-1!" }),
    status: 403,
    code: "current-password-wrong",
    at: "currentPassword",
  },
];

const INVITATIONS: readonly Row[] = [
  {
    sends: "an invitation to somebody who acts for the company already",
    attempt: (all) => inviting(all, { email: all.staff.email }),
    status: 409,
    code: "already-colleague",
    at: "email",
  },
  {
    sends: "an invitation to somebody who has not answered the first",
    attempt: (all) => inviting(all, { email: "LAIN@rumah.invalid" }),
    status: 409,
    code: "invited-already",
    at: "email",
  },
  {
    sends: "an invitation for a company that is not his",
    attempt: (all) => inviting(all, { organisationId: NOBODYS }),
    status: 404,
    code: "no-such-organisation",
  },
  {
    sends: "an officer into a team that the role does not have",
    attempt: ({ administrator }) =>
      administrator.client.post("/api/officer-invitations", {
        email: "petugas@rumah.invalid",
        role: "director",
        team: "numbering",
      }),
    status: 400,
    code: "role-team-unfit",
    at: "team",
  },
  {
    sends: "an invitation that is for somebody else's address",
    attempt: ({ person, tokens }) => person.client.post("/api/invitations/acceptance", { token: tokens.invitedOther }),
    status: 403,
    code: "invitation-for-another",
  },
  {
    sends: "an invitation after seven days",
    attempt: ({ person, tokens }) => person.client.post("/api/invitations/acceptance", { token: tokens.invitedOver }),
    status: 409,
    code: "invitation-over",
  },
  {
    sends: "an invitation that was withdrawn",
    attempt: ({ portal, tokens }) => portal.anonymous.post("/api/invitations/look", { token: tokens.withdrawn }),
    status: 409,
    code: "invitation-withdrawn",
  },
  {
    sends: "an invitation that nobody wrote",
    attempt: ({ portal }) =>
      portal.anonymous.post("/api/invitations/new-person", { token: "x", name: "Budi", password: PASSWORD }),
    status: 404,
    code: "invitation-unknown",
  },
  {
    sends: "an invitation as somebody new with a password that is easily guessed",
    attempt: ({ portal, tokens }) =>
      portal.anonymous.post("/api/invitations/new-person", {
        token: tokens.invitedOther,
        name: "Budi Santoso",
        password: "Budi.Santoso1",
      }),
    status: 400,
    code: "password-guessable",
    at: "password",
  },
  {
    sends: "a withdrawal of an invitation that does not exist",
    attempt: ({ company }) => company.owner.client.delete(`/api/company-invitations/${NOBODYS}`),
    status: 404,
    code: "no-such-invitation",
  },
];

const ROLES_AND_SESSIONS: readonly Row[] = [
  {
    sends: "the last owner out of the company",
    attempt: ({ company, roles }) => company.owner.client.delete(`/api/colleagues/${roles.owner}`),
    status: 409,
    code: "last-owner",
  },
  {
    sends: "an owner out of the company as his colleague",
    attempt: ({ staff, roles }) => staff.client.delete(`/api/colleagues/${roles.owner}`),
    status: 403,
    code: "not-an-owner",
  },
  {
    sends: "a consultant out of the company without ending the letter",
    attempt: ({ company, roles }) => company.owner.client.delete(`/api/colleagues/${roles.consultant}`),
    status: 409,
    code: "colleague-by-letter",
  },
  {
    sends: "a stranger's colleague away",
    attempt: ({ person, roles }) => person.client.delete(`/api/colleagues/${roles.staff}`),
    status: 404,
    code: "no-such-colleague",
  },
  {
    sends: "an end to a session that is not his",
    attempt: ({ person }) => person.client.delete(`/api/account/sessions/${NOBODYS}`),
    status: 404,
    code: "no-such-session",
  },
  {
    sends: "a second factor away that an officer needs",
    attempt: ({ administrator }) => administrator.client.post("/api/account/second-factor/removal", { code: "000000" }),
    status: 409,
    code: "second-factor-required",
  },
  {
    sends: "a new authenticator where there is none to replace",
    attempt: ({ person }) => person.client.post("/api/account/second-factor/renewal", { currentPassword: PASSWORD }),
    status: 404,
    code: "no-such-second-factor",
  },
  {
    sends: "a mark on a message that is not his",
    attempt: ({ person }) => person.client.post(`/api/notices/${NOBODYS}/read`),
    status: 404,
    code: "no-such-message",
  },
  {
    sends: "a mail again that is not stuck",
    attempt: ({ administrator }) => administrator.client.post(`/api/mails/${NOBODYS}/again`),
    status: 409,
    code: "mail-not-stuck",
  },
];

/** All rows that a refused attempt must leave unchanged. */
async function picture(): Promise<string> {
  const { db } = fixture.portal.kit;
  const all = await Promise.all([
    db.selectFrom("person").select(["id", "email", "passwordHash", "emailConfirmedAt"]).orderBy("id").execute(),
    db.selectFrom("membership").select(["id", "role", "endedAt"]).orderBy("id").execute(),
    db.selectFrom("invitation").select(["id", "acceptedAt", "withdrawnAt", "expiresAt"]).orderBy("id").execute(),
    db.selectFrom("oneTimeLink").select(["tokenSha256", "usedAt"]).orderBy("tokenSha256").execute(),
    db.selectFrom("session").select(["id", "endedAt"]).orderBy("id").execute(),
    db.selectFrom("secondFactor").select(["personId", "confirmedAt", "pendingAt"]).orderBy("personId").execute(),
    db.selectFrom("mailMessage").select(["id", "state", "readAt"]).orderBy("id").execute(),
  ]);
  return JSON.stringify(all);
}

async function judge({ attempt, ...row }: Row): Promise<void> {
  const before = await picture();
  const answer = (await attempt(fixture)) as Answer<ProblemBody>;
  const { error } = answer.body;
  expect({ status: answer.status, code: error.code }).toEqual({ status: row.status, code: row.code });
  if (row.at !== undefined) expect(error.fields.map(({ path }) => path)).toContain(row.at);
  for (const locale of ["id", "en"] as const) {
    expect(fixture.portal.kit.texts.has(locale, `errors.${row.code}`), `${locale} ${row.code}`).toBe(true);
  }
  expect(error.message.length).toBeGreaterThan(20);
  expect(await picture()).toBe(before);
}

describe("a password or an address is refused in words and makes or changes no account when somebody sends", () => {
  it.each(PASSWORDS)("$sends", judge);
});

describe("a mailed link is refused in words and confirms nothing when somebody sends", () => {
  it.each(LINKS)("$sends", judge);
});

describe("an invitation is refused in words and gives nobody a role when somebody sends", () => {
  it.each(INVITATIONS)("$sends", judge);
});

describe("a company, a session and a mail stay as they are when somebody sends", () => {
  it.each(ROLES_AND_SESSIONS)("$sends", judge);
});

describe("too many attempts are refused in words when somebody sends", () => {
  it("eleven wrong passwords in a row", async () => {
    const guest = await signUp(fixture.portal);
    for (let tries = 0; tries < 10; tries += 1) {
      expect((await changePassword(guest, { currentPassword: "salah" })).status).toBe(403);
    }
    await judge({
      sends: "",
      attempt: () => changePassword(guest, {}),
      status: 429,
      code: "too-many-attempts",
      at: "currentPassword",
    });
  });

  it("for a sixth link within the hour, and is told which rule says so", async () => {
    const guest = await signUp(fixture.portal);
    for (let mails = 0; mails < 4; mails += 1) await guest.client.post("/api/account/email/confirmation");
    const ask = () => guest.client.post<ProblemBody>("/api/account/email/confirmation");
    await judge({ sends: "", attempt: ask, status: 429, code: "too-many-mails" });
    expect((await ask()).body.error.rule?.id).toBe("mailed-links-per-hour");
  });
});
