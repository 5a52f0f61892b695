import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readyCompanies } from "../../../simulators/oss/index.ts";
import type { Answer, ProblemBody } from "../../../testkit/client.ts";
import type { Guest, GuestCompany } from "../../../testkit/guests.ts";
import { mailedToken } from "../../../testkit/mailed-link.ts";
import { succeeded, TINY_PDF } from "../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { createVirtualContext, MINUTE_MS } from "../../../testkit/virtual-context.ts";

const DAYS = { validFrom: "2026-11-01", validTo: "2026-12-31" };
const LOOK_MS_MAX = 10_000;
const virtualContext = createVirtualContext({ seed: "transfers" });
let portal: TestPortal;

beforeAll(async () => {
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
});

afterAll(() => portal.close());

async function upload(guest: Guest, purpose: string): Promise<string> {
  const file = { name: "berkas.pdf", bytes: TINY_PDF };
  return succeeded(await guest.client.upload<{ id: string }>(`/api/files?purpose=${purpose}`, file), "a file").id;
}

/** A dispute ready for its decision, and the command that transfers the account to the claimant. */
async function disputed(company: GuestCompany) {
  const claimant = await portal.person();
  const claim = {
    nib: company.nib,
    ground: "former-claimant",
    reason: "Direksi berganti.",
    position: "Direktur",
    phone: "0215550001",
    evidenceFileId: await upload(claimant, "evidence"),
  };
  const { id } = succeeded(await claimant.client.post<{ id: string }>("/api/disputes", claim), "a dispute");
  const { client } = await portal.officer("account-verifier");
  succeeded(await client.post(`/api/dispute-desk/${id}/question`, { expectedVersion: 1 }), "a question");
  succeeded(
    await company.owner.client.post(`/api/disputes/${id}/statement`, { text: "Saya direktur." }),
    "a statement",
  );
  const decision = { expectedVersion: 3, verdict: "transfer", reason: "Akta terbaru menyebut pemohon." };
  return { claimant, transfer: () => client.post(`/api/dispute-desk/${id}/decision`, decision) };
}

async function offered(company: GuestCompany) {
  const consultant = await portal.person();
  const letter = { nib: company.nib, fileId: await upload(consultant, "authority"), scope: "Penomoran", ...DAYS };
  const { id } = succeeded(
    await consultant.client.post<{ id: string }>("/api/letters-of-authority", letter),
    "a letter",
  );
  const answer = { expectedVersion: 1, verdict: "accept" };
  return {
    consultant,
    accept: () => company.owner.client.post(`/api/letters-of-authority/${id}/answer`, answer),
    giveUp: () => consultant.client.post(`/api/letters-of-authority/${id}/end`, { reason: "Selesai." }),
  };
}

/** Counts this file's database only: `pg_locks` would include those of other test files on the server. */
async function waiting(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(portal.kit.db);
  return rows[0]?.count ?? 0;
}

async function untilWaiting(count: number): Promise<void> {
  const since = performance.now();
  while ((await waiting()) < count) {
    if (performance.now() - since > LOOK_MS_MAX) throw new Error(`no ${count} transactions wait`);
  }
}

/** Starts two operations in this order while the company's row is locked, so that both wait for it; then releases the lock. */
async function inOrder<First, Second>(
  company: GuestCompany,
  first: () => Promise<First>,
  second: () => Promise<Second>,
): Promise<readonly [First, Second]> {
  const pending = await portal.kit.db.transaction().execute(async (trx) => {
    await trx.selectFrom("organisation").select("id").where("id", "=", company.id).forUpdate().execute();
    const one = first();
    await untilWaiting(1);
    const two = second();
    await untilWaiting(2);
    return { one, two };
  });
  return Promise.all([pending.one, pending.two]);
}

async function actingFor(company: GuestCompany): Promise<readonly string[]> {
  const rows = await portal.kit.db
    .selectFrom("membership")
    .select("personId")
    .where("organisationId", "=", company.id)
    .where("endedAt", "is", null)
    .execute();
  return rows.map(({ personId }) => personId);
}

const codeOf = (answer: Answer<unknown>) => (answer as Answer<ProblemBody>).body.error.code;

describe("an account that changes hands", () => {
  it("does not let in a consultant whose letter its former owner accepts a moment later", async () => {
    const company = await portal.company();
    const [dispute, letter] = [await disputed(company), await offered(company)];
    const [transferred, accepted] = await inOrder(company, dispute.transfer, letter.accept);
    expect(transferred.status).toBe(200);
    expect([accepted.status, codeOf(accepted)]).toEqual([404, "no-such-letter"]);
    expect(await actingFor(company)).toEqual([dispute.claimant.id]);
  });

  it("takes a consultant out whose letter its former owner accepted a moment before", async () => {
    const company = await portal.company();
    const [dispute, letter] = [await disputed(company), await offered(company)];
    const [accepted, transferred] = await inOrder(company, letter.accept, dispute.transfer);
    expect([accepted.status, transferred.status]).toEqual([200, 200]);
    expect(await actingFor(company)).toEqual([dispute.claimant.id]);
    expect((await letter.consultant.client.get(`/api/organisations/${company.id}`)).status).toBe(404);
  });

  it("waits for nobody who gives up his letter at the same moment", async () => {
    for (const isFirst of [true, false]) {
      const company = await portal.company();
      const [dispute, letter] = [await disputed(company), await offered(company)];
      succeeded(await letter.accept(), "an answer");
      const acts = isFirst
        ? ([dispute.transfer, letter.giveUp] as const)
        : ([letter.giveUp, dispute.transfer] as const);
      const answers = await inOrder(company, ...acts);
      expect(answers.map(({ status }) => status)).toEqual(isFirst ? [200, 409] : [200, 200]);
      expect(await actingFor(company)).toEqual([dispute.claimant.id]);
    }
  });

  it("does not let in a colleague whom its former owner had invited", async () => {
    const company = await portal.company();
    const dispute = await disputed(company);
    const friend = await portal.person();
    const invitation = { organisationId: company.id, email: friend.email, role: "applicant-owner" };
    succeeded(await company.owner.client.post("/api/company-invitations", invitation), "an invitation");
    const token = await mailedToken(portal.kit, friend.email, "/undangan/");
    const accept = () => friend.client.post("/api/invitations/acceptance", { token });
    const [transferred, accepted] = await inOrder(company, dispute.transfer, accept);
    expect(transferred.status).toBe(200);
    expect(codeOf(accepted)).toBe("invitation-withdrawn");
    expect(await actingFor(company)).toEqual([dispute.claimant.id]);
  });

  it("lets nobody in on the invitation of an owner who is removed at that moment", async () => {
    const company = await portal.company();
    const removed = await portal.colleague(company, "applicant-owner");
    const friend = await portal.person();
    const invitation = { organisationId: company.id, email: friend.email, role: "applicant-owner" };
    succeeded(await removed.client.post("/api/company-invitations", invitation), "an invitation");
    const token = await mailedToken(portal.kit, friend.email, "/undangan/");
    const { id } = await portal.kit.db
      .selectFrom("membership")
      .select("id")
      .where("personId", "=", removed.id)
      .executeTakeFirstOrThrow();
    const [ended, accepted] = await inOrder(
      company,
      () => company.owner.client.delete(`/api/colleagues/${id}`),
      () => friend.client.post("/api/invitations/acceptance", { token }),
    );
    expect([ended.status, accepted.status]).toEqual([204, 409]);
    expect(await actingFor(company)).toEqual([company.owner.id]);
  });

  it("is not registered anew by its former owner, whose correction was on its way", async () => {
    const [atOss] = readyCompanies();
    const company = { ...(await portal.company()), nib: atOss?.nib ?? "" };
    const returned = { nib: company.nib, state: "returned" };
    await portal.kit.db.updateTable("organisation").set(returned).where("id", "=", company.id).execute();
    const dispute = await disputed(company);
    const form = {
      nib: company.nib,
      npwp: atOss?.npwp,
      phone: "0215550001",
      deedFileId: await upload(company.owner, "deed"),
      personInCharge: { name: "Lama", position: "Kepala", email: "lama@uji.invalid", phone: "0215550002" },
    };
    const correct = () => company.owner.client.put(`/api/organisations/${company.id}`, form);
    const [transferred, corrected] = await inOrder(company, dispute.transfer, correct);
    expect(transferred.status).toBe(200);
    expect([corrected.status, codeOf(corrected)]).toEqual([404, "no-such-organisation"]);
  });

  it("is not verified for its former owner by whoever looked at it before", async () => {
    const company = await portal.company();
    await portal.kit.db.updateTable("organisation").set({ state: "submitted" }).where("id", "=", company.id).execute();
    const dispute = await disputed(company);
    const { client } = await portal.officer("account-verifier");
    const { version } = (await client.get<{ version: number }>(`/api/verifications/${company.id}`)).body;
    const accept = { expectedVersion: version, verdict: "accept" };
    const decide = () => client.post(`/api/verifications/${company.id}/decision`, accept);
    const [transferred, decided] = await inOrder(company, dispute.transfer, decide);
    expect([transferred.status, decided.status, codeOf(decided)]).toEqual([200, 409, "registration-changed"]);
    const claimed = (await dispute.claimant.client.get<{ state: string }>(`/api/organisations/${company.id}`)).body;
    expect(claimed.state).toBe("submitted");
  });
});

describe("a consultant who is at work when his letter ends", () => {
  it("has no right from the first millisecond after its last day, in the session that he has open", async () => {
    const company = await portal.company();
    const consultant = await portal.person();
    const letter = {
      nib: company.nib,
      fileId: await upload(consultant, "authority"),
      scope: "Penomoran",
      validFrom: "2026-11-01",
      validTo: "2026-11-25",
    };
    const { id } = succeeded(
      await consultant.client.post<{ id: string }>("/api/letters-of-authority", letter),
      "a letter",
    );
    const answer = { expectedVersion: 1, verdict: "accept" };
    succeeded(await company.owner.client.post(`/api/letters-of-authority/${id}/answer`, answer), "an answer");
    const deed = await upload(consultant, "letter");
    await portal.kit.db.updateTable("storedFile").set({ organisationId: company.id }).where("id", "=", deed).execute();
    const look = async () => [
      (await consultant.client.get(`/api/organisations/${company.id}`)).status,
      (await consultant.client.get(`/api/files/${deed}`)).status,
      (await consultant.client.get(`/api/holds?organisationId=${company.id}`)).status,
    ];
    const midnightMs = Date.parse("2026-11-26T00:00:00+07:00");
    const beganMs = virtualContext.clock.nowMs();
    virtualContext.advance(midnightMs - 1 - beganMs);
    expect(await look()).toEqual([200, 200, 200]);
    virtualContext.advance(1);
    const [organisation, file, holds] = await look();
    expect([organisation, file]).toEqual([404, 404]);
    expect([403, 404]).toContain(holds);
    virtualContext.advance(beganMs - midnightMs - MINUTE_MS);
  });
});
