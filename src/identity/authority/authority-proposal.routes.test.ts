import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, ProblemBody } from "../../../testkit/client.ts";
import type { Guest } from "../../../testkit/guests.ts";
import { untilWaiting } from "../../../testkit/lock-waits.ts";
import { mailedToken } from "../../../testkit/mailed-link.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../../testkit/virtual-context.ts";
import { officeDate } from "../../regulation/index.ts";

const DAY_MS = 24 * 60 * MINUTE_MS;

interface Proposals {
  readonly items: readonly {
    readonly id: string;
    readonly personName: string | null;
    readonly mayConfirm: boolean;
    readonly role: { readonly role: string; readonly team: string | null } | null;
    readonly mandate: { readonly decreeKinds: readonly string[]; readonly signerName: string } | null;
  }[];
}

interface MandateItem {
  readonly id: string;
  readonly decreeKind: string;
  readonly office: object;
}

let portal: TestPortal;
let virtualContext: VirtualContext;
let first: Guest;
let second: Guest;
let director: Guest;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  first = await portal.officer("administrator");
});
afterAll(() => portal.close());

const codeOf = (answer: Answer) => (answer.status < 300 ? answer.status : (answer.body as ProblemBody).error.code);

const give = (by: Guest, to: Guest, role = "evaluator", team: string | null = "numbering") =>
  by.client.post<{ readonly id: string; readonly state: string }>(`/api/people/${to.id}/memberships`, { role, team });

const confirm = async (by: Guest, id: string) =>
  codeOf(await by.client.post(`/api/authority-proposals/${id}/confirmation`));

const listed = async (by: Guest) => (await by.client.get<Proposals>("/api/authority-proposals")).body.items;

const rolesOf = async ({ id }: Guest) =>
  portal.kit.db
    .selectFrom("membership")
    .select(["role", "team", "grantedBy"])
    .where("personId", "=", id)
    .where("endedAt", "is", null)
    .execute();

const audited = async (subjectId: string) =>
  (
    await portal.kit.db
      .selectFrom("auditEntry")
      .select(["action", "actorPersonId", "detail"])
      .where("subjectId", "=", subjectId)
      .orderBy("action")
      .execute()
  ).filter(({ action }) => /^(authority-proposal|role|mandate)\./.test(action));

async function proposedRole(by: Guest, to: Guest): Promise<string> {
  const answer = await give(by, to);
  expect([answer.status, answer.body.state]).toEqual([201, "proposed"]);
  return answer.body.id;
}

describe("the only administrator of an installation", () => {
  const alone = { alone: "only-administrator" };

  it("gives officers' roles alone, which the audit log says", async () => {
    const person = await portal.person();
    expect((await give(first, person)).body.state).toBe("given");
    const detail = { role: "evaluator", team: "numbering", ...alone };
    expect(await audited(person.id)).toEqual([{ action: "role.given", actorPersonId: first.id, detail }]);
  });

  it("adds mandates alone, though an acting director could not confirm them", async () => {
    const today = officeDate(virtualContext.clock.nowMs());
    const plt = await portal.officer("coordinator", "licensing");
    const named = await first.client.post("/api/delegations", {
      acting: "plt",
      role: "director",
      team: null,
      personId: plt.id,
      forPersonId: null,
      firstDay: today,
      lastDay: today,
      reason: "Jabatan lowong",
      letterNumber: "11/TU/2026",
    });
    expect(named.status).toBe(201);
    const { items } = (await first.client.get<{ items: readonly MandateItem[] }>("/api/mandates?pageSize=200")).body;
    const former = items.find(({ decreeKind }) => decreeKind === "sklo");
    await first.client.post(`/api/mandates/${former?.id}/end`, { lastDay: today, reason: "Pejabat diganti." });
    const added = await first.client.post<{ readonly ids: readonly string[] }>("/api/mandates", {
      decreeKinds: ["sklo"],
      signerPersonId: null,
      office: former?.office,
      legalBasis: ["Surat Penugasan Nomor 3 Tahun 2026 (rekaan)"],
      demonstration: true,
      validFrom: officeDate(virtualContext.clock.nowMs() + DAY_MS),
      validTo: null,
    });
    const { ids } = added.body;
    expect(added.body).toEqual({ ids: [expect.any(String)], proposalId: null });
    expect(await audited(ids[0] ?? "")).toMatchObject([{ action: "mandate.added", detail: alone }]);
  });

  it("acts alone no more once there is a director, or a second administrator", async () => {
    director = await portal.officer("director");
    const id = await proposedRole(first, await portal.person());
    expect(await confirm(director, id)).toBe(204);
    second = await portal.officer("administrator");
  });
});

describe("an officer's role", () => {
  it("has no effect until a second administrator confirms it", async () => {
    const person = await portal.person();
    const id = await proposedRole(first, person);
    expect(codeOf(await give(first, person))).toBe("role-proposed-already");
    expect(await rolesOf(person)).toEqual([]);
    expect((await listed(first)).find((one) => one.id === id)).toMatchObject({ mayConfirm: false });
    expect((await listed(second)).find((one) => one.id === id)).toMatchObject({
      personName: person.name,
      mayConfirm: true,
      role: { role: "evaluator", team: "numbering" },
      mandate: null,
    });
    expect(await confirm(first, id)).toBe("proposal-own");
    expect(await rolesOf(person)).toEqual([]);
    expect(await confirm(second, id)).toBe(204);
    expect(await confirm(second, id)).toBe("proposal-decided");
    expect(await rolesOf(person)).toEqual([{ role: "evaluator", team: "numbering", grantedBy: first.id }]);
    const entries = await audited(id);
    expect(entries.map(({ action, actorPersonId }) => [action, actorPersonId])).toEqual([
      ["authority-proposal.added", first.id],
      ["authority-proposal.confirmed", second.id],
    ]);
    const [given] = await audited(person.id);
    expect(given?.detail).toEqual({ role: "evaluator", team: "numbering", confirmedBy: second.id });
    const mailed = await portal.kit.db
      .selectFrom("mailMessage")
      .select(["toPersonId", "subject"])
      .where((eb) => eb.or([eb("dedupeKey", "like", `%${id}%`), eb("toPersonId", "=", person.id)]))
      .orderBy("subject")
      .execute();
    const awaiting = "Peran atau mandat menunggu pengesahan Anda";
    expect(mailed).toHaveLength(3);
    expect(mailed).toEqual(
      expect.arrayContaining([
        { toPersonId: second.id, subject: awaiting },
        { toPersonId: director.id, subject: awaiting },
        { toPersonId: person.id, subject: "Peran Anda sudah berlaku" },
      ]),
    );
  });

  it("is decided once, though it is confirmed twice and withdrawn at the same time", async () => {
    const person = await portal.person();
    const id = await proposedRole(first, person);
    const done = await portal.kit.db.transaction().execute(async (trx) => {
      await trx.selectFrom("authorityProposal").select("id").where("id", "=", id).forUpdate().execute();
      const decisions = Promise.all([
        confirm(second, id),
        confirm(director, id),
        first.client.delete(`/api/authority-proposals/${id}`).then(codeOf),
      ]);
      await untilWaiting(portal.kit.db, 3);
      return { decisions };
    });
    const codes = await done.decisions;
    expect(codes.filter((code) => code === 204)).toHaveLength(1);
    expect(codes.filter((code) => code === "proposal-decided")).toHaveLength(2);
    const { outcome } = await portal.kit.db
      .selectFrom("authorityProposal")
      .select("outcome")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(await rolesOf(person)).toHaveLength(outcome === "confirmed" ? 1 : 0);
    expect(await audited(id)).toHaveLength(2);
  });

  it("is confirmed by the director, but never by its receiver or an acting officer", async () => {
    const id = await proposedRole(first, director);
    expect(await confirm(director, id)).toBe("proposal-for-oneself");
    expect(await confirm(second, id)).toBe(204);
    const other = await proposedRole(first, await portal.person());
    const plh = await portal.officer("coordinator", "licensing");
    const today = officeDate(virtualContext.clock.nowMs());
    const named = await director.client.post("/api/delegations", {
      acting: "plh",
      role: "director",
      team: null,
      personId: plh.id,
      forPersonId: director.id,
      firstDay: today,
      lastDay: today,
      reason: "Dinas luar",
      letterNumber: "12/TU/2026",
    });
    expect(named.status).toBe(201);
    expect(await confirm(plh, other)).toBe("proposal-by-acting");
    expect(await confirm(director, other)).toBe(204);
  });

  it("is withdrawn, lapses after seven days, and is void without its proposer", async () => {
    const withdrawn = await proposedRole(first, await portal.person());
    expect((await second.client.delete(`/api/authority-proposals/${withdrawn}`)).status).toBe(204);
    expect(await confirm(second, withdrawn)).toBe("proposal-decided");
    const leaving = await portal.officer("administrator");
    const orphan = await proposedRole(leaving, await portal.person());
    await portal.kit.db
      .updateTable("membership")
      .set({ endedAt: new Date(virtualContext.clock.nowMs()), endedBy: first.id })
      .where("personId", "=", leaving.id)
      .execute();
    expect(await confirm(second, orphan)).toBe("proposal-without-proposer");
    const person = await portal.person();
    const lapsing = await proposedRole(first, person);
    virtualContext.advance(7 * DAY_MS);
    first = await portal.again(first);
    second = await portal.again(second);
    director = await portal.again(director);
    expect(await confirm(second, lapsing)).toBe("proposal-lapsed");
    expect(await listed(second)).toEqual([]);
    expect(await rolesOf(person)).toEqual([]);
  });

  it("is proposed by an invitation that is accepted", async () => {
    const email = "calon.evaluator@uji.invalid";
    const body = { email, role: "evaluator", team: "tests" };
    expect((await first.client.post("/api/officer-invitations", body)).status).toBe(201);
    const token = await mailedToken(portal.kit, email, "/undangan/");
    const person = { token, name: "Calon Evaluator", password: `Mawar-${"Biru"}-Terbang-42` };
    const accepted = await portal.anonymous.post<{ readonly memberships: readonly object[] }>(
      "/api/invitations/new-person",
      person,
    );
    expect([accepted.status, accepted.body.memberships]).toEqual([201, []]);
    const id = (await listed(second)).find(({ personName }) => personName === person.name)?.id ?? "";
    expect(await confirm(first, id)).toBe("proposal-own");
    expect(await confirm(second, id)).toBe(204);
  });

  it("is still proposed for thirty days after the second persons' roles have ended", async () => {
    const endedAt = new Date(virtualContext.clock.nowMs());
    await portal.kit.db
      .updateTable("membership")
      .set({ endedAt, endedBy: first.id })
      .where("personId", "<>", first.id)
      .where("role", "in", ["administrator", "director"])
      .where("endedAt", "is", null)
      .execute();
    virtualContext.advance(30 * DAY_MS - 1);
    first = await portal.again(first);
    expect((await give(first, await portal.person())).body.state).toBe("proposed");
    virtualContext.advance(1);
    expect((await give(first, await portal.person())).body.state).toBe("given");
  });
});

describe("a role of a call centre", () => {
  it("is given by one administrator", async () => {
    expect((await give(first, await portal.person(), "operator-agent", null)).body.state).toBe("given");
  });
});
