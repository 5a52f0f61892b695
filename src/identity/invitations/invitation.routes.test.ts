import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, openTestClient, type ProblemBody } from "../../../testkit/client.ts";
import type { Guest, GuestCompany } from "../../../testkit/guests.ts";
import { mailedToken } from "../../../testkit/mailed-link.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { addPerson } from "../../../testkit/users.ts";
import { createVirtualContext, type VirtualContext } from "../../../testkit/virtual-context.ts";

const DAY_MS = 86_400_000;
const PASSWORD = `Mawar-${"Biru"}-Terbang-42`;

let portal: TestPortal;
let virtualContext: VirtualContext;
let guests = 0;

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "invitations" });
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
});
afterAll(() => portal.close());

const said = (answer: Answer) => (answer.status < 300 ? "done" : (answer as Answer<ProblemBody>).body.error.code);
const tokenFor = (email: string) => mailedToken(portal.kit, email, "/undangan/");

function freshAddress(): string {
  guests += 1;
  return `tamu-${guests}@uji.invalid`;
}

const invite = (company: GuestCompany, email: string, role = "applicant-staff", by = company.owner) =>
  by.client.post<{ id: string }>("/api/company-invitations", { organisationId: company.id, email, role });
const accept = (guest: Guest, token: string) => guest.client.post("/api/invitations/acceptance", { token });
const acceptAsNew = (token: string, name = "Orang Baru") =>
  portal.anonymous.post("/api/invitations/new-person", { token, name, password: PASSWORD });

async function rolesIn(company: GuestCompany): Promise<readonly string[]> {
  const rows = await portal.kit.db
    .selectFrom("membership")
    .select("role")
    .where("organisationId", "=", company.id)
    .where("endedAt", "is", null)
    .execute();
  return rows.map(({ role }) => role).toSorted();
}

interface Colleagues {
  readonly people: readonly { readonly membershipId: string; readonly isYou: boolean; readonly mayEnd: boolean }[];
  readonly invitations: readonly { readonly id: string; readonly state: string }[];
  readonly mayInvite: boolean;
}

const colleagues = async (guest: Guest, company: GuestCompany) =>
  (await guest.client.get<Colleagues>(`/api/colleagues?organisationId=${company.id}`)).body;
const ownMembership = async (guest: Guest, company: GuestCompany) =>
  (await colleagues(guest, company)).people.find(({ isYou }) => isYou)?.membershipId ?? "";

describe("a colleague who is invited", () => {
  it("accepts with the account he has, and the inviter is told", async () => {
    const company = await portal.company();
    const guest = await portal.person();
    expect(said(await invite(company, guest.email.toUpperCase()))).toBe("done");
    const token = await tokenFor(guest.email.toUpperCase());
    const seen = await guest.client.post("/api/invitations/look", { token });
    expect(seen.body).toMatchObject({ organisationName: company.name, hasAccount: true, isYou: true });
    expect(said(await accept(guest, token))).toBe("done");
    expect(await rolesIn(company)).toEqual(["applicant-owner", "applicant-staff"]);
    expect(said(await guest.client.post("/api/invitations/look", { token }))).toBe("invitation-accepted");
    expect(said(await accept(await portal.person(), token))).toBe("invitation-accepted");
    // A page repeats a request whose response was lost.
    expect(said(await accept(guest, token))).toBe("done");
    expect(await rolesIn(company)).toEqual(["applicant-owner", "applicant-staff"]);
    const told = await portal.kit.db
      .selectFrom("mailMessage")
      .select("subject")
      .where("toPersonId", "=", company.owner.id)
      .execute();
    expect(told.filter(({ subject }) => subject === `${guest.name} menerima undangan Anda`)).toHaveLength(1);
    await guest.client.delete(`/api/colleagues/${await ownMembership(guest, company)}`);
    expect(said(await accept(guest, token))).toBe("invitation-accepted");
    expect(await rolesIn(company)).toEqual(["applicant-owner"]);
  });

  it("becomes somebody new with the invited address, confirmed, and is signed in", async () => {
    const company = await portal.company();
    const email = freshAddress();
    await invite(company, email, "applicant-owner");
    const token = await tokenFor(email);
    const answer = await acceptAsNew(token);
    expect(answer.body).toMatchObject({ person: { email, isEmailConfirmed: true } });
    expect(await rolesIn(company)).toEqual(["applicant-owner", "applicant-owner"]);
    // A request with a different password is refused; one with the same password gets the first response again, for ten minutes.
    const { status } = answer;
    const other = { token, name: "Orang Baru", password: `${PASSWORD}-lain` };
    expect(said(await portal.anonymous.post("/api/invitations/new-person", other))).toBe("invitation-accepted");
    const again = await acceptAsNew(token);
    expect([again.status, again.body]).toEqual([status, answer.body]);
    expect(await rolesIn(company)).toEqual(["applicant-owner", "applicant-owner"]);
    virtualContext.advance(600_000);
    expect(said(await acceptAsNew(token))).toBe("invitation-accepted");
  });

  it("is refused when he is somebody else than was invited, also with the link", async () => {
    const company = await portal.company();
    const [invited, other] = [await portal.person(), await portal.person()];
    await invite(company, invited.email);
    const token = await tokenFor(invited.email);
    expect(said(await accept(other, token))).toBe("invitation-for-another");
    expect(said(await accept(invited, token))).toBe("done");
  });

  it("has seven days to the millisecond; sent again, the old link ends and a new one begins", async () => {
    const company = await portal.company();
    const guest = await portal.person();
    const { id } = (await invite(company, guest.email)).body;
    const old = await tokenFor(guest.email);
    virtualContext.advance(7 * DAY_MS);
    const fresh = await portal.again(guest);
    const owner = await portal.again(company.owner);
    expect(said(await accept(fresh, old))).toBe("invitation-over");
    expect(said(await owner.client.post(`/api/company-invitations/${id}/again`))).toBe("done");
    expect(said(await accept(fresh, old))).toBe("invitation-unknown");
    expect(said(await accept(fresh, await tokenFor(guest.email)))).toBe("done");
  });

  it("cannot accept what was withdrawn, nor what somebody invited who is an owner no more", async () => {
    const company = await portal.company();
    const [first, second] = [await portal.person(), await portal.person()];
    const { id } = (await invite(company, first.email)).body;
    const tokens = [await tokenFor(first.email)];
    expect(said(await company.owner.client.delete(`/api/company-invitations/${id}`))).toBe("done");
    expect(said(await accept(first, tokens[0] ?? ""))).toBe("invitation-withdrawn");
    const leaving = await portal.colleague(company);
    await invite(company, second.email, "applicant-staff", leaving);
    tokens.push(await tokenFor(second.email));
    await leaving.client.delete(`/api/colleagues/${await ownMembership(leaving, company)}`);
    expect(said(await accept(second, tokens[1] ?? ""))).toBe("invitation-withdrawn");
  });

  it("is let in once when the link is used five times at once, by one account or as five new ones", async () => {
    const company = await portal.company();
    const guest = await portal.person();
    await invite(company, guest.email);
    const token = await tokenFor(guest.email);
    const accepted = (await Promise.all(Array.from({ length: 5 }, () => accept(guest, token)))).map(said);
    expect(accepted).toEqual(Array(5).fill("done"));
    const email = freshAddress();
    await invite(company, email);
    const fresh = await tokenFor(email);
    const made = (await Promise.all(Array.from({ length: 5 }, (_, nth) => acceptAsNew(fresh, `Orang ${nth}`)))).map(
      said,
    );
    // Requests with one password count as repetitions by one person.
    expect(made).toEqual(Array(5).fill("done"));
    expect(await rolesIn(company)).toEqual(["applicant-owner", "applicant-staff", "applicant-staff"]);
  });

  it("is invited once, also when an owner asks five times at once", async () => {
    const company = await portal.company();
    const email = freshAddress();
    const answers = (await Promise.all(Array.from({ length: 5 }, () => invite(company, email)))).map(said);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    const mails = await portal.kit.db.selectFrom("mailMessage").select("id").where("toAddress", "=", email).execute();
    expect(mails).toHaveLength(1);
  });

  it("is invited by an owner whose own address is confirmed, and by no colleague", async () => {
    const company = await portal.company();
    const staff = await portal.colleague(company, "applicant-staff");
    expect(said(await invite(company, freshAddress(), "applicant-staff", staff))).toBe("not-permitted");
    await portal.kit.db
      .updateTable("person")
      .set({ emailConfirmedAt: null })
      .where("id", "=", company.owner.id)
      .execute();
    const owner = await portal.again(company.owner);
    expect(said(await invite(company, freshAddress(), "applicant-staff", owner))).toBe("email-not-confirmed");
  });
});

describe("the people of a company", () => {
  it("are seen by each of them; invitations by its owners only", async () => {
    const company = await portal.company();
    const staff = await portal.colleague(company, "applicant-staff");
    await invite(company, freshAddress());
    expect(await colleagues(company.owner, company)).toMatchObject({
      mayInvite: true,
      invitations: [{ state: "open" }],
    });
    const seen = await colleagues(staff, company);
    expect(seen).toMatchObject({ mayInvite: false, invitations: [] });
    expect(seen.people.map(({ isYou, mayEnd }) => isYou === mayEnd)).toEqual([true, true]);
  });

  it("may each leave, and an owner removes a colleague, who is told", async () => {
    const company = await portal.company();
    const [staff, second] = [await portal.colleague(company, "applicant-staff"), await portal.colleague(company)];
    const staffRole = await ownMembership(staff, company);
    expect(said(await staff.client.delete(`/api/colleagues/${await ownMembership(second, company)}`))).toBe(
      "not-an-owner",
    );
    expect(said(await company.owner.client.delete(`/api/colleagues/${staffRole}`))).toBe("done");
    expect((await staff.client.get(`/api/colleagues?organisationId=${company.id}`)).status).toBe(404);
    const told = await portal.kit.db
      .selectFrom("mailMessage")
      .select("id")
      .where("toPersonId", "=", staff.id)
      .execute();
    expect(told).toHaveLength(1);
    expect(said(await second.client.delete(`/api/colleagues/${await ownMembership(second, company)}`))).toBe("done");
    expect(await rolesIn(company)).toEqual(["applicant-owner"]);
  });

  it("keep one owner when the last two leave at once, ten times over", async () => {
    for (let round = 0; round < 10; round += 1) {
      const company = await portal.company();
      const second = await portal.colleague(company);
      const leave = async (guest: Guest) => {
        const id = await ownMembership(guest, company);
        return () => guest.client.delete(`/api/colleagues/${id}`);
      };
      const goes = [await leave(company.owner), await leave(second)];
      const answers = (await Promise.all(goes.map((go) => go()))).map(said);
      expect(answers.toSorted()).toEqual(["done", "last-owner"]);
      expect(await rolesIn(company)).toEqual(["applicant-owner"]);
    }
  });

  it("keep one owner when two owners remove each other at once", async () => {
    const company = await portal.company();
    const second = await portal.colleague(company);
    const [ownersId, secondsId] = [await ownMembership(company.owner, company), await ownMembership(second, company)];
    const answers = await Promise.all([
      company.owner.client.delete(`/api/colleagues/${secondsId}`),
      second.client.delete(`/api/colleagues/${ownersId}`),
    ]);
    expect(answers.map(said)).toContain("done");
    expect(await rolesIn(company)).toEqual(["applicant-owner"]);
  });

  it("do not count an owner whose account is closed as one who stays", async () => {
    const company = await portal.company();
    const closed = await portal.colleague(company);
    const disabledAt = new Date(virtualContext.clock.nowMs());
    await portal.kit.db.updateTable("person").set({ disabledAt }).where("id", "=", closed.id).execute();
    const id = await ownMembership(company.owner, company);
    expect(said(await company.owner.client.delete(`/api/colleagues/${id}`))).toBe("last-owner");
  });
});

describe("an officer who is invited", () => {
  let administrator: Guest;

  beforeAll(async () => {
    administrator = await portal.officer("administrator");
  });

  it("holds the role once he accepted, and enrols a second factor before it counts", async () => {
    const email = freshAddress();
    const body = { email, role: "evaluator", team: "numbering" };
    expect(said(await administrator.client.post("/api/officer-invitations", body))).toBe("done");
    const list = await administrator.client.get<{ items: readonly object[] }>("/api/officer-invitations");
    expect(list.body.items).toMatchObject([{ email, role: "evaluator", team: "numbering", state: "open" }]);
    const answer = await acceptAsNew(await tokenFor(email));
    expect(answer.body).toMatchObject({ secondFactor: "to-enrol", permissions: [] });
  });

  it("may be somebody who has an account, and holds no role twice", async () => {
    const officer = await addPerson(portal.kit);
    const client = openTestClient(portal.url, officer.token);
    const body = { email: officer.email, role: "front-desk" };
    await administrator.client.post("/api/officer-invitations", body);
    const token = await tokenFor(officer.email);
    expect(said(await client.post("/api/invitations/acceptance", { token }))).toBe("done");
    const { body: session } = await client.get<{ permissions: string[] }>("/api/session");
    expect(session.permissions).toContain("application.read");
    virtualContext.advance(1);
    expect(said(await administrator.client.post("/api/officer-invitations", body))).toBe("done");
    const second = await tokenFor(officer.email);
    expect(said(await client.post("/api/invitations/acceptance", { token: second }))).toBe("role-held-already");
  });
});
