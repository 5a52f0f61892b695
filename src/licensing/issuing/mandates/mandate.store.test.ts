import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Answer, ProblemBody } from "../../../../testkit/client.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import {
  addNumberingOfficers,
  type CaseView,
  command,
  type NumberingOfficers,
  proposedFor,
  succeeded,
} from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { officeDate } from "../../../regulation/index.ts";
import { findDecree } from "../decrees/decree.store.ts";
import { DEMONSTRATION_OFFICE } from "../decrees/decree-template.ts";

const DAY_MS = 24 * 60 * MINUTE_MS;
const APPROVAL = { command: "decide", outcome: "approve", reason: "" };

interface MandatesBody {
  readonly today: string;
  readonly kindsWithoutMandate: readonly string[];
  readonly items: readonly {
    readonly id: string;
    readonly decreeKind: string;
    readonly standing: string;
    readonly decrees: number;
  }[];
}

let portal: TestPortal;
let virtualContext: VirtualContext;
let desk: NumberingOfficers;
let administrator: Guest;
let second: Guest;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  desk = await addNumberingOfficers(portal);
  administrator = await portal.officer("administrator");
  second = await portal.officer("administrator");
});
afterAll(() => portal.close());

/** Every test begins on a separate day, with a mandate for assignments. */
afterEach(async () => {
  virtualContext.advance(DAY_MS);
  await sessionsOfToday();
  const { kindsWithoutMandate } = await mandates();
  if (kindsWithoutMandate.includes("assignment")) succeeded(await add({ validTo: today() }), "a mandate for the day");
});

async function sessionsOfToday(): Promise<void> {
  administrator = await portal.again(administrator);
  second = await portal.again(second);
  desk = {
    evaluator: await portal.again(desk.evaluator),
    subCoordinator: await portal.again(desk.subCoordinator),
    coordinator: await portal.again(desk.coordinator),
    director: await portal.again(desk.director),
  };
}

const today = () => officeDate(virtualContext.clock.nowMs());

function form(change: object = {}): object {
  return {
    decreeKinds: ["assignment"],
    signerPersonId: null,
    office: DEMONSTRATION_OFFICE,
    legalBasis: ["Surat Penugasan Nomor 2 Tahun 2026 (rekaan)"],
    demonstration: true,
    validFrom: today(),
    validTo: null,
    ...change,
  };
}

const propose = (change: object = {}) =>
  administrator.client.post<{ readonly ids: string[]; readonly proposalId: string } & ProblemBody>(
    "/api/mandates",
    form(change),
  );

const confirm = (proposalId: string) => second.client.post(`/api/authority-proposals/${proposalId}/confirmation`);

/** Proposes a mandate, which the second administrator confirms. */
async function add(change: object = {}): Promise<Answer> {
  const proposed = await propose(change);
  if (proposed.status !== 201) return proposed;
  const confirmed = await confirm(proposed.body.proposalId);
  return confirmed.status === 204 ? proposed : confirmed;
}

async function mandates(): Promise<MandatesBody> {
  return (await administrator.client.get<MandatesBody>("/api/mandates?pageSize=200")).body;
}

async function inForce(): Promise<MandatesBody["items"][number] | undefined> {
  const { items } = await mandates();
  return items.find((item) => item.decreeKind === "assignment" && item.standing === "in-force");
}

/** Ends the mandate for assignments today, so that tomorrow has none. */
async function endToday(): Promise<Answer> {
  const id = (await inForce())?.id;
  return administrator.client.post(`/api/mandates/${id}/end`, { lastDay: today(), reason: "Pejabat diganti." });
}

const codeOf = (answer: Answer): string => (answer.status < 300 ? "done" : (answer.body as ProblemBody).error.code);

describe("an installation", () => {
  it("has a made-up office for every kind of decree from the first day, and its decree keeps that mandate", async () => {
    const { kindsWithoutMandate, items } = await mandates();
    expect(kindsWithoutMandate).toEqual([]);
    expect(items.map(({ decreeKind }) => decreeKind).sort()).toEqual([
      "assignment",
      "change",
      "commitment",
      "return",
      "revocation",
      "sklo",
      "test-order",
      "test-report",
    ]);
    const { id } = await proposedFor(await portal.company(), { code: "1500801", desk });
    const approved = succeeded(await command(desk.director.client, id, APPROVAL), "an approval");
    const decree = await findDecree(portal.kit.db, approved.decree?.id ?? "");
    const mandate = await inForce();
    expect(mandate?.decrees).toBe(1);
    expect(decree?.facts).toMatchObject({
      office: DEMONSTRATION_OFFICE,
      mandate: { id: mandate?.id, validFrom: "2026-01-01", acting: null },
    });
    expect(decree?.facts.legalBasis.at(-1)).toContain("Surat Penugasan");
  });
});

describe("a gap between mandates", () => {
  it("refuses the approval in words before anybody decides, and the case waits unharmed for the next mandate", async () => {
    const { id } = await proposedFor(await portal.company(), { code: "1500802", desk });
    expect((await endToday()).status).toBe(204);
    virtualContext.advance(DAY_MS);
    await sessionsOfToday();
    const { director } = desk;
    const seen = (await director.client.get<CaseView & { mandateRefusal: string }>(`/api/applications/${id}`)).body;
    expect([seen.state, seen.mandateRefusal]).toEqual(["proposed", "mandate-missing"]);
    const refused = await command(director.client, id, APPROVAL);
    expect([refused.status, codeOf(refused)]).toEqual([409, "mandate-missing"]);
    expect((refused.body as unknown as ProblemBody).error.message).toContain("mandat");
    expect(await portal.kit.db.selectFrom("decree").select("id").where("applicationId", "=", id).execute()).toEqual([]);
    succeeded(await add(), "the next mandate");
    expect(codeOf(await command(director.client, id, APPROVAL))).toBe("done");
  });

  it("keeps nobody from rejecting: a rejection needs no decree", async () => {
    const { id } = await proposedFor(await portal.company(), { code: "1500803", desk });
    await endToday();
    virtualContext.advance(DAY_MS);
    await sessionsOfToday();
    const rejection = { command: "decide", outcome: "reject", reason: "Kode dipakai untuk hal lain." };
    expect(codeOf(await command(desk.director.client, id, rejection))).toBe("done");
  });
});

describe("an acting officer", () => {
  it("signs as Plh. with his own name, and the decree remembers for whom and by which letter", async () => {
    const other = await portal.officer("coordinator", "licensing");
    const named = await desk.director.client.post("/api/delegations", {
      acting: "plh",
      role: "director",
      team: null,
      personId: other.id,
      forPersonId: desk.director.id,
      firstDay: today(),
      lastDay: today(),
      reason: "Dinas luar",
      letterNumber: "81/TU/2026",
    });
    expect(named.status).toBe(201);
    const { id } = await proposedFor(await portal.company(), { code: "1500804", desk });
    const plh = await portal.again(other);
    const approved = succeeded(await command(plh.client, id, APPROVAL), "an approval by the Plh");
    const facts = (await findDecree(portal.kit.db, approved.decree?.id ?? ""))?.facts;
    expect(facts?.office.capacity).toEqual(["Plh. Kepala Kantor Penomoran Nusantara,"]);
    expect(facts?.office.signerName).toBe(other.name);
    expect(facts?.mandate?.acting).toEqual({ as: "plh", forName: desk.director.name, letterNumber: "81/TU/2026" });
  });

  it("may not sign when the mandate names another director", async () => {
    const second = await portal.officer("director");
    expect((await endToday()).status).toBe(204);
    virtualContext.advance(DAY_MS);
    await sessionsOfToday();
    succeeded(await add({ signerPersonId: second.id }), "a mandate for the second director");
    const { id } = await proposedFor(await portal.company(), { code: "1500805", desk });
    const refused = await command(desk.director.client, id, APPROVAL);
    expect([refused.status, codeOf(refused)]).toEqual([403, "mandate-other-signer"]);
    expect(codeOf(await command((await portal.again(second)).client, id, APPROVAL))).toBe("done");
  });
});

describe("mandates of one kind", () => {
  it("never overlap, though they are asked for at once, and several kinds come all or none", async () => {
    await endToday();
    const from = officeDate(virtualContext.clock.nowMs() + DAY_MS);
    const asked = await Promise.all(Array.from({ length: 6 }, () => add({ validFrom: from })));
    expect(asked.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(asked.filter((answer) => codeOf(answer) === "mandate-overlaps")).toHaveLength(5);
    const before = (await mandates()).items.length;
    const both = await add({ decreeKinds: ["assignment", "change"], validFrom: from });
    expect([both.status, codeOf(both)]).toEqual([409, "mandate-overlaps"]);
    expect((await mandates()).items).toHaveLength(before);
  });

  it("are never edited: a used one is only ended, never below the last decree, and one that has not begun is cancelled", async () => {
    const used = (await inForce())?.id ?? "";
    await proposedFor(await portal.company(), { code: "1500806", desk }).then(({ id }) =>
      command(desk.director.client, id, APPROVAL),
    );
    const row = () => portal.kit.db.updateTable("decreeMandate").where("id", "=", used);
    await expect(
      row()
        .set({ office: JSON.stringify({}) })
        .execute(),
    ).rejects.toThrow("only ended");
    const early = { validTo: "2026-11-01", endedAt: new Date(), endReason: "x" };
    await expect(row().set(early).execute()).rejects.toThrow();
    await expect(portal.kit.db.deleteFrom("decreeMandate").where("id", "=", used).execute()).rejects.toThrow();
    const refused = await administrator.client.post<ProblemBody>(`/api/mandates/${used}/end`, {
      lastDay: officeDate(virtualContext.clock.nowMs() - DAY_MS),
      reason: "x",
    });
    expect([refused.status, refused.body.error.code]).toEqual([400, "mandate-end-in-the-past"]);
    const later = officeDate(virtualContext.clock.nowMs() + 5 * DAY_MS);
    await endToday();
    succeeded(await add({ validFrom: later }), "a later mandate");
    const next = (await mandates()).items.find(({ standing }) => standing === "to-come")?.id;
    const cancelled = await administrator.client.post(`/api/mandates/${next}/end`, {
      lastDay: today(),
      reason: "Keliru.",
    });
    expect(cancelled.status).toBe(204);
    expect((await mandates()).items.find(({ id }) => id === next)?.standing).toBe("cancelled");
    expect((await add({ validFrom: later, validTo: later })).status).toBe(201);
  });
});

describe("a proposed mandate", () => {
  it("is in force once a second person confirms it, and from that day at the earliest", async () => {
    expect(codeOf(await endToday())).toBe("done");
    virtualContext.advance(DAY_MS);
    await sessionsOfToday();
    const overlapping = await propose({ decreeKinds: ["assignment", "change"] });
    expect(codeOf(overlapping)).toBe("mandate-overlaps");
    const proposed = await propose({ validTo: officeDate(virtualContext.clock.nowMs() + DAY_MS) });
    expect([proposed.status, proposed.body.ids]).toEqual([201, []]);
    virtualContext.advance(DAY_MS);
    await sessionsOfToday();
    expect((await mandates()).kindsWithoutMandate).toContain("assignment");
    const { items } = (
      await second.client.get<{ items: readonly { id: string; mandate: object }[] }>("/api/authority-proposals")
    ).body;
    const { proposalId } = proposed.body;
    expect(items.find(({ id }) => id === proposalId)).toMatchObject({
      mandate: { decreeKinds: ["assignment"], validFrom: today(), signerName: DEMONSTRATION_OFFICE.signerName },
    });
    const own = await administrator.client.post(`/api/authority-proposals/${proposalId}/confirmation`);
    expect([codeOf(own), codeOf(await confirm(proposalId))]).toEqual(["proposal-own", "done"]);
    expect(await inForce()).toMatchObject({ validFrom: today() });
  });

  it("is not confirmed by the person who signs under it", async () => {
    const { director } = desk;
    const validFrom = officeDate(virtualContext.clock.nowMs() + 60 * DAY_MS);
    const { proposalId } = succeeded(
      await propose({ signerPersonId: director.id, validFrom, validTo: validFrom }),
      "a proposal",
    );
    const own = await director.client.post(`/api/authority-proposals/${proposalId}/confirmation`);
    expect([codeOf(own), codeOf(await confirm(proposalId))]).toEqual(["proposal-for-oneself", "done"]);
  });
});
