import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addAgentPerson } from "../../../testkit/agent-contact.ts";
import { type CallCentre, GOOD_AGENT, NO_LIMITS, openCallCentre } from "../../../testkit/call-centre.ts";
import { type Answer, openTestClient, type ProblemBody } from "../../../testkit/client.ts";
import type { Guest } from "../../../testkit/guests.ts";
import { mailedToken } from "../../../testkit/mailed-link.ts";
import { succeeded } from "../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { addPerson, giveRole } from "../../../testkit/users.ts";
import type { Role } from "../authority/roles.ts";
import { CENTRE_INVITATIONS_MAX } from "./invite.effects.ts";

const PASSWORD = `Melati-${"Putih"}-Mekar-58`;

let portal: TestPortal;
let guests = 0;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
});
afterAll(() => portal.close());

interface People {
  readonly people: readonly {
    readonly membershipId: string;
    readonly email: string;
    readonly role: string;
    readonly isYou: boolean;
    readonly mayEnd: boolean;
  }[];
  readonly invitations: readonly { readonly id: string; readonly email: string }[];
}

const said = (answer: Answer) => (answer.status < 300 ? "done" : (answer as Answer<ProblemBody>).body.error.code);
const peopleOf = async ({ client }: Guest) =>
  succeeded(await client.get<People>("/api/centre-people"), "the people of a call centre");
const invite = ({ client }: Guest, email: string, role: Role = "operator-agent") =>
  client.post<{ id: string }>("/api/centre-invitations", { email, role });
const tokenFor = (email: string) => mailedToken(portal.kit, email, "/undangan/");
const accept = ({ client }: Guest, token: string) => client.post("/api/invitations/acceptance", { token });
const acceptAsNew = (token: string, password = PASSWORD) =>
  portal.anonymous.post("/api/invitations/new-person", { token, name: "Rara Ayu", password });
const end = ({ client }: Guest, membershipId: string) => client.delete(`/api/centre-people/${membershipId}`);

function freshAddress(): string {
  guests += 1;
  return `agen-${guests}@pusat.invalid`;
}

async function oneMore({ tenantId }: CallCentre, role: Role): Promise<Guest> {
  const person = await addPerson(portal.kit);
  await giveRole(portal.kit, person.id, { role, tenantId });
  return { ...person, client: openTestClient(portal.url, person.token) };
}

async function membershipOf(centre: CallCentre, { email }: Guest): Promise<string> {
  return (await peopleOf(centre.operator)).people.find((one) => one.email === email)?.membershipId ?? "";
}

describe("somebody whom a call centre's administrator invites", () => {
  it("is told in both languages, chooses a strong password, and works there once he has a second factor", async () => {
    const centre = await openCallCentre(portal, { name: "Suara Nusantara" });
    const email = freshAddress();
    expect(said(await invite(centre.operator, email, "operator-supervisor"))).toBe("done");
    const mail = await portal.kit.db
      .selectFrom("mailMessage")
      .select(["subject", "bodyText"])
      .where("toAddress", "=", email)
      .executeTakeFirstOrThrow();
    expect(mail.subject).toBe("Anda diundang ke Suara Nusantara / You are invited to Suara Nusantara");
    expect(mail.bodyText).toContain(
      "mengundang Anda menjadi Supervisor pusat panggilan di pusat panggilan Suara Nusantara",
    );
    expect(mail.bodyText).toMatch(/In English: .* has invited you to be .* at the call centre Suara Nusantara/);
    const token = await tokenFor(email);
    const seen = await portal.anonymous.post("/api/invitations/look", { token });
    expect(seen.body).toMatchObject({ centreName: "Suara Nusantara", organisationName: null, hasAccount: false });
    expect(said(await acceptAsNew(token, "Suara-Nusantara-1"))).toBe("password-guessable");
    const answer = await acceptAsNew(token);
    expect(answer.body).toMatchObject({ person: { email }, secondFactor: "to-enrol", permissions: [] });
    expect((await peopleOf(centre.operator)).people).toContainEqual(
      expect.objectContaining({ email, role: "operator-supervisor", isYou: false, mayEnd: true }),
    );
  });

  it("gains the role by accepting when he has an account; until then the inviter learns nothing of it", async () => {
    const centre = await openCallCentre(portal);
    const [guest, stranger] = [await portal.person(), freshAddress()];
    const answers = [await invite(centre.operator, guest.email), await invite(centre.operator, stranger)];
    expect(answers.map(({ status, body }) => [status, Object.keys(body)])).toEqual([
      [201, ["id"]],
      [201, ["id"]],
    ]);
    const before = await peopleOf(centre.operator);
    expect(before.people.map(({ email }) => email)).toEqual([centre.operator.email]);
    const known = before.invitations.map((one) => Object.keys(one).toSorted());
    expect(new Set(known.map((keys) => keys.join(" "))).size).toBe(1);
    expect(said(await accept(guest, await tokenFor(guest.email)))).toBe("done");
    const after = await peopleOf(centre.operator);
    expect(after.people.map(({ email, role }) => [email, role])).toContainEqual([guest.email, "operator-agent"]);
    expect(said(await invite(centre.operator, guest.email))).toBe("role-held-already");
    expect(said(await invite(centre.operator, guest.email, "operator-supervisor"))).toBe("done");
  });

  it("may be invited by two call centres at once, and holds each role where he accepted it", async () => {
    const [here, there] = [await openCallCentre(portal), await openCallCentre(portal)];
    const guest = await portal.person();
    for (const { operator } of [here, there]) expect(said(await invite(operator, guest.email))).toBe("done");
    expect(said(await invite(here.operator, guest.email))).toBe("invited-already");
    const newest = await tokenFor(guest.email);
    expect(said(await accept(guest, newest))).toBe("done");
    expect(await membershipOf(there, guest)).not.toBe("");
    expect(await membershipOf(here, guest)).toBe("");
  });

  it("cannot come by the link of an administrator who has gone, and can once another has sent it again", async () => {
    const centre = await openCallCentre(portal);
    const leaving = await oneMore(centre, "operator-administrator");
    const guest = await portal.person();
    const { id } = succeeded(await invite(leaving, guest.email), "an invitation");
    const old = await tokenFor(guest.email);
    expect(said(await end(centre.operator, await membershipOf(centre, leaving)))).toBe("done");
    expect(said(await accept(guest, old))).toBe("invitation-withdrawn");
    expect(said(await centre.operator.client.post(`/api/centre-invitations/${id}/again`))).toBe("done");
    expect(said(await accept(guest, await tokenFor(guest.email)))).toBe("done");
  });

  it("is one of a thousand who wait at the most, and his place is free again once his invitation is withdrawn", async () => {
    const centre = await openCallCentre(portal);
    const { db, ids, clock } = portal.kit;
    const { id: first } = succeeded(await invite(centre.operator, freshAddress()), "an invitation");
    const at = new Date(clock.nowMs());
    const rows = Array.from({ length: CENTRE_INVITATIONS_MAX - 1 }, () => {
      const email = freshAddress();
      const row = {
        id: ids.next(),
        email,
        emailKey: email,
        tokenSha256: Buffer.from(email),
        invitedBy: centre.operator.id,
      };
      const times = { createdAt: at, sentAt: at, expiresAt: new Date(at.getTime() + 60_000) };
      return { ...row, ...times, role: "operator-agent", locale: "id", tenantId: centre.tenantId };
    });
    await db.insertInto("invitation").values(rows).execute();
    expect(said(await invite(centre.operator, freshAddress()))).toBe("invitations-full");
    expect(said(await centre.operator.client.delete(`/api/centre-invitations/${first}`))).toBe("done");
    expect(said(await invite(centre.operator, freshAddress()))).toBe("done");
  });
});

describe("somebody whose role in a call centre ends", () => {
  it("can do nothing there from that moment, in open sessions too, and is tied to no agent any more", async () => {
    const centre = await openCallCentre(portal);
    const agent = await addAgentPerson(portal, centre.tenantId);
    const { client } = centre.operator;
    const form = { ...GOOD_AGENT, personId: agent.id };
    const { id } = succeeded(await client.post<{ id: string }>("/api/service/agents", form), "an agent");
    expect((await agent.client.get("/api/service/desk")).status).toBe(200);
    expect(said(await end(centre.operator, await membershipOf(centre, agent)))).toBe("done");
    expect(said(await agent.client.get("/api/service/desk"))).toBe("not-permitted");
    const agents = await client.get<{ items: { id: string; personId: string | null }[] }>("/api/service/agents");
    expect(agents.body.items).toMatchObject([{ id, personId: null }]);
    const entry = await portal.kit.db
      .selectFrom("auditEntry")
      .select(["actorPersonId", "detail"])
      .where("action", "=", "role.ended")
      .where("subjectId", "=", agent.id)
      .executeTakeFirstOrThrow();
    expect(entry).toMatchObject({
      actorPersonId: centre.operator.id,
      detail: { role: "operator-agent", tenantId: centre.tenantId, agentId: id },
    });
  });

  it("is not its last administrator; of two who end each other at once, one stays", async () => {
    const centre = await openCallCentre(portal);
    const own = await membershipOf(centre, centre.operator);
    expect(said(await end(centre.operator, own))).toBe("last-administrator");
    expect((await peopleOf(centre.operator)).people).toMatchObject([{ isYou: true, mayEnd: false }]);
    const second = await oneMore(centre, "operator-administrator");
    const other = await membershipOf(centre, second);
    const answers = (await Promise.all([end(centre.operator, other), end(second, own)])).map(said);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    const left = await portal.kit.db
      .selectFrom("membership")
      .select("id")
      .where("tenantId", "=", centre.tenantId)
      .where("role", "=", "operator-administrator")
      .where("endedAt", "is", null)
      .execute();
    expect(left).toHaveLength(1);
  });
});

describe("whoever does not administer a call centre", () => {
  it("can do nothing to its people, be it another call centre's administrator or its own supervisor and agent", async () => {
    const [centre, other] = [await openCallCentre(portal), await openCallCentre(portal)];
    const guest = await portal.person();
    const { id } = succeeded(await invite(centre.operator, guest.email), "an invitation");
    const supervisor = await oneMore(centre, "operator-supervisor");
    const membership = await membershipOf(centre, supervisor);
    const tries = (by: Guest) =>
      Promise.all([
        by.client.post(`/api/centre-invitations/${id}/again`),
        by.client.delete(`/api/centre-invitations/${id}`),
        end(by, membership),
      ]);
    expect((await tries(other.operator)).map(said)).toEqual([
      "no-such-invitation",
      "no-such-invitation",
      "no-such-membership",
    ]);
    for (const by of [supervisor, await addAgentPerson(portal, centre.tenantId)]) {
      expect((await tries(by)).map(said)).toEqual(["not-permitted", "not-permitted", "not-permitted"]);
      expect(said(await invite(by, freshAddress()))).toBe("not-permitted");
      expect(said(await by.client.get("/api/centre-people"))).toBe("not-permitted");
    }
    const seen = (await other.operator.client.get("/api/centre-people")).text;
    for (const secret of [guest.email, supervisor.email, id]) expect(seen).not.toContain(secret);
    const ofOfficers = await (await portal.officer("administrator")).client.get("/api/officer-invitations");
    expect(ofOfficers.text).not.toContain(guest.email);
    expect(await membershipOf(centre, supervisor)).toBe(membership);
    expect(said(await accept(guest, await tokenFor(guest.email)))).toBe("done");
  });

  it("cannot be invited to a role that is none of a call centre", async () => {
    const { operator } = await openCallCentre(portal);
    for (const role of ["administrator", "director", "applicant-owner"] as const)
      expect((await invite(operator, freshAddress(), role)).status).toBe(400);
  });
});

describe("the first administrator of a call centre", () => {
  it("is invited by the installation's administrator, once more where the first mail was lost, and invites the others", async () => {
    const installation = await portal.officer("administrator");
    const opened = await installation.client.post<{ id: string }>("/api/service/tenants", {
      name: "Suara Timur",
      timeZone: "Asia/Jayapura",
      ...NO_LIMITS,
    });
    const { id } = succeeded(opened, "a call centre");
    const email = freshAddress();
    const inviteFirst = (address: string, tenantId = id) =>
      installation.client.post<{ id: string }>(`/api/service/tenants/${tenantId}/administrators`, { email: address });
    const [first, again] = [await inviteFirst(email), await inviteFirst(email)];
    expect(succeeded(again, "an invitation sent again").id).toBe(succeeded(first, "an invitation").id);
    expect(said(await acceptAsNew(await tokenFor(email)))).toBe("done");
    expect(said(await inviteFirst(email))).toBe("role-held-already");
    expect(said(await inviteFirst(freshAddress(), portal.kit.ids.next()))).toBe("no-such-tenant");
    const held = await portal.kit.db
      .selectFrom("membership as m")
      .innerJoin("person as p", "p.id", "m.personId")
      .select(["m.role", "p.email"])
      .where("m.tenantId", "=", id)
      .execute();
    expect(held).toEqual([{ role: "operator-administrator", email }]);
  });

  it("is not let in once whoever invited him administers the installation no more, nor invited by anybody of a call centre", async () => {
    const installation = await portal.officer("administrator");
    const centre = await openCallCentre(portal);
    const other = await openCallCentre(portal);
    const path = `/api/service/tenants/${centre.tenantId}/administrators`;
    const email = freshAddress();
    expect(said(await other.operator.client.post(path, { email }))).toBe("not-permitted");
    expect(said(await installation.client.post(path, { email }))).toBe("done");
    await portal.kit.db
      .updateTable("membership")
      .set({ endedAt: new Date(portal.kit.clock.nowMs()), endedBy: installation.id })
      .where("personId", "=", installation.id)
      .execute();
    expect(said(await acceptAsNew(await tokenFor(email)))).toBe("invitation-withdrawn");
  });
});
