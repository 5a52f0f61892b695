import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeDraft, openRevocation, returnDraft } from "../../../testkit/code-case.ts";
import type { Guest, GuestCompany } from "../../../testkit/guests.ts";
import {
  addNumberingOfficers,
  type CaseView,
  command,
  correctLetter,
  holderOf,
  type NumberingOfficers,
  submittedFor,
  succeeded,
} from "../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { createVirtualContext } from "../../../testkit/virtual-context.ts";
import { companyTeller, officersWho, peopleTeller } from "../../identity/wire.ts";
import { officeDate } from "../../regulation/index.ts";
import { sweepCases } from "./wire.ts";

const virtualContext = createVirtualContext({ seed: "notices" });

let portal: TestPortal;
let desk: NumberingOfficers;
let company: GuestCompany;
let stranger: Guest;

beforeAll(async () => {
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  desk = await addNumberingOfficers(portal);
  stranger = await portal.officer("evaluator", "licensing");
});
afterAll(() => portal.close());
beforeEach(async () => {
  company = await portal.company();
});

async function speaks(guest: Guest, locale: "id" | "en"): Promise<void> {
  await portal.kit.db.updateTable("person").set({ locale }).where("id", "=", guest.id).execute();
}

/** Mails about an application, as "subject: reader". */
async function told(id: string): Promise<readonly string[]> {
  const rows = await portal.kit.db
    .selectFrom("mailMessage")
    .select(["dedupeKey", "toPersonId"])
    .where("dedupeKey", "like", `%${id}%`)
    .execute();
  return rows.map(({ dedupeKey, toPersonId }) => {
    const [side = "", , , what = ""] = dedupeKey.split(" ");
    return `${side} ${what}: ${nameOf(toPersonId)}`;
  });
}

function nameOf(id: string | null): string {
  const people: Readonly<Record<string, string>> = {
    [company.owner.id]: "company",
    [desk.evaluator.id]: "evaluator",
    [desk.subCoordinator.id]: "sub-coordinator",
    [desk.coordinator.id]: "coordinator",
    [desk.director.id]: "director",
    [stranger.id]: "stranger",
  };
  return people[id ?? ""] ?? "somebody";
}

async function acceptAll(id: string): Promise<void> {
  const { client } = desk.evaluator;
  const { items } = (await client.get<CaseView>(`/api/applications/${id}`)).body;
  for (const { key, verdict } of items)
    if (verdict === "open") await command(client, id, { command: "check-item", key, verdict: "accepted" });
}

const give = async (guest: Guest, id: string, body: Readonly<Record<string, unknown>>) =>
  succeeded(await command(guest.client, id, body), JSON.stringify(body));

/** Counts how often each mail was sent. */
async function counted(id: string): Promise<Readonly<Record<string, number>>> {
  const lines = new Map<string, number>();
  for (const line of await told(id)) lines.set(line, (lines.get(line) ?? 0) + 1);
  return Object.fromEntries(lines);
}

/** Takes a case from the finished check to the director's approval. */
async function decided(id: string): Promise<void> {
  await acceptAll(id);
  await give(desk.evaluator, id, { command: "finish-check" });
  await give(desk.subCoordinator, id, { command: "endorse", note: "" });
  await give(desk.coordinator, id, { command: "propose", outcome: "approve", reason: "" });
  await give(desk.director, id, { command: "decide", outcome: "approve", reason: "" });
}

describe("a case about a code that is held", () => {
  it.each([
    { kind: "change", code: "1500851", draft: changeDraft },
    { kind: "return", code: "1500852", draft: returnDraft },
  ])("of $kind is told to every next officer as a new number is", async ({ kind, code, draft }) => {
    await holderOf(company, { code, desk });
    const { id } = await draft(company, code);
    await give(company.owner, id, { command: "submit" });
    await give(desk.coordinator, id, { command: "assign", personId: desk.evaluator.id });
    await decided(id);
    expect(await counted(id)).toEqual({
      [`application ${kind}-submitted: company`]: 1,
      "desk submitted: evaluator": 1,
      "desk submitted: coordinator": 1,
      "application assigned: company": 1,
      "desk assigned: evaluator": 1,
      "application checked: company": 1,
      "desk checked: sub-coordinator": 1,
      "application endorsed: company": 1,
      "desk endorsed: coordinator": 1,
      "application proposed: company": 1,
      "desk proposed: director": 1,
      [`application ${kind}-approved: company`]: 1,
    });
  });

  it("of revocation is told to its holder at the opening, his answer and the decision, and to every next officer", async () => {
    await holderOf(company, { code: "1500853", desk });
    const { id } = succeeded(await openRevocation(desk.evaluator, "1500853"), "a revocation");
    await give(company.owner, id, { command: "answer", text: "Kode dipakai setiap hari.", fileId: null });
    await decided(id);
    expect(await counted(id)).toEqual({
      "application revocation-opened: company": 1,
      "application revocation-answered: company": 1,
      "desk answered: evaluator": 1,
      "desk checked: sub-coordinator": 1,
      "desk endorsed: coordinator": 1,
      "desk proposed: director": 1,
      "application revocation-approved: company": 1,
    });
  });
});

describe("every step of a case", () => {
  it("is told to the applicant and to whoever may do the next step, and to nobody else", async () => {
    const { id } = await submittedFor(company, "1500841");
    await give(desk.coordinator, id, { command: "assign", personId: desk.evaluator.id });
    await give(desk.evaluator, id, { command: "pause", reason: "Menunggu." });
    await give(desk.evaluator, id, { command: "resume" });
    await acceptAll(id);
    await give(desk.evaluator, id, {
      command: "check-item",
      key: "letter",
      verdict: "returned",
      note: "a",
      remedy: "b",
    });
    await give(desk.evaluator, id, { command: "return", note: "" });
    await correctLetter(company.owner, id);
    await give(company.owner, id, { command: "resubmit" });
    await acceptAll(id);
    await give(desk.evaluator, id, { command: "finish-check" });
    await give(desk.subCoordinator, id, { command: "endorse", note: "" });
    await give(desk.coordinator, id, { command: "send-back", reason: "Periksa lagi kodenya." });
    await give(desk.subCoordinator, id, { command: "endorse", note: "" });
    await give(desk.coordinator, id, { command: "propose", outcome: "approve", reason: "" });
    await give(desk.director, id, { command: "decide", outcome: "approve", reason: "" });
    const counted = new Map<string, number>();
    for (const line of await told(id)) counted.set(line, (counted.get(line) ?? 0) + 1);
    expect(Object.fromEntries(counted)).toEqual({
      "application submitted: company": 1,
      "desk submitted: evaluator": 1,
      "desk submitted: coordinator": 1,
      "application assigned: company": 1,
      "desk assigned: evaluator": 1,
      "application paused: company": 1,
      "application resumed: company": 1,
      "application returned: company": 1,
      "application resubmitted: company": 1,
      "desk corrected: evaluator": 1,
      "application checked: company": 1,
      "desk checked: sub-coordinator": 1,
      "application endorsed: company": 2,
      "desk endorsed: coordinator": 2,
      "application sent-back: company": 1,
      "desk sent-back: sub-coordinator": 1,
      "application proposed: company": 1,
      "desk proposed: director": 1,
      "application approved: company": 1,
    });
  });

  it("carries number, date, company, code, who has it, the promised date and the way, in the reader's language", async () => {
    await speaks(desk.subCoordinator, "en");
    const { id, number } = await submittedFor(company, "1500842");
    await give(desk.evaluator, id, { command: "take" });
    await acceptAll(id);
    await give(desk.evaluator, id, { command: "finish-check" });
    const mails = await portal.kit.db
      .selectFrom("mailMessage")
      .select(["subject", "bodyText", "locale"])
      .where("dedupeKey", "like", `% ${id} % checked %`)
      .execute();
    expect(mails.map(({ locale }) => locale).sort()).toEqual(["en", "id"]);
    const english = mails.find(({ locale }) => locale === "en");
    const indonesian = mails.find(({ locale }) => locale === "id");
    const link = `${portal.url}/permohonan/${id}`;
    for (const part of [number ?? "", company.name, "1500 842", link]) {
      expect(english?.bodyText).toContain(part);
      expect(indonesian?.bodyText).toContain(part);
    }
    expect(english?.subject).toBe(`${number ?? ""} is waiting for your endorsement`);
    expect(english?.bodyText).toContain("Waiting for: the sub-coordinator of the numbering team");
    expect(english?.bodyText).toContain("Due date: Thursday, 3 December 2026");
    expect(indonesian?.bodyText).toContain("Batas waktu penyelesaian: Kamis, 3 Desember 2026");
    expect(`${english?.bodyText ?? ""}${indonesian?.bodyText ?? ""}`).not.toMatch(/\{\w+\}/);
    await speaks(desk.subCoordinator, "id");
  });

  it("reaches whoever acts in another's place, and leaves out whoever had a hand in the case already", async () => {
    const plh = await portal.officer("coordinator", "licensing");
    const named = await desk.director.client.post("/api/delegations", {
      acting: "plh",
      role: "director",
      team: null,
      personId: plh.id,
      forPersonId: desk.director.id,
      firstDay: officeDate(virtualContext.clock.nowMs()),
      lastDay: officeDate(virtualContext.clock.nowMs()),
      reason: "Dinas luar",
      letterNumber: "9/TU/2026",
    });
    expect(named.status).toBe(201);
    const { id } = await submittedFor(company, "1500843");
    await give(desk.evaluator, id, { command: "take" });
    await acceptAll(id);
    await give(desk.evaluator, id, { command: "finish-check" });
    await give(desk.subCoordinator, id, { command: "endorse", note: "" });
    await give(desk.coordinator, id, { command: "propose", outcome: "approve", reason: "" });
    const readers = await portal.kit.db
      .selectFrom("mailMessage")
      .select("toPersonId")
      .where("dedupeKey", "like", `desk ${id} % proposed %`)
      .execute();
    expect(new Set(readers.map(({ toPersonId }) => toPersonId))).toEqual(new Set([plh.id, desk.director.id]));
    expect(readers).toHaveLength(2);
  });

  it("tells the officer of a withdrawn case that nothing is left to do", async () => {
    const { id } = await submittedFor(company, "1500844");
    await give(desk.evaluator, id, { command: "take" });
    await give(company.owner, id, { command: "withdraw" });
    expect(await told(id)).toEqual(
      expect.arrayContaining(["application withdrawn: company", "desk withdrawn: evaluator"]),
    );
  });
});

describe("a revocation that nobody answers", () => {
  it("reaches its officer again, once, when the holder lets the last day pass without an answer", async () => {
    await holderOf(company, { code: "1500854", desk });
    const opened = succeeded(await openRevocation(desk.evaluator, "1500854"), "a revocation");
    const { answerDue } = opened.form["revocation"] as { readonly answerDue: string };
    const { kit } = portal;
    const telling = { tellCompany: companyTeller(kit), tellPeople: peopleTeller(kit), officersWho };
    const sweep = () => sweepCases({ kit, ...telling, reportCase: async () => undefined });
    const reminders = async () =>
      (await kit.db.selectFrom("mailMessage").select(["dedupeKey", "toPersonId"]).execute()).filter(({ dedupeKey }) =>
        dedupeKey.startsWith(`reminder ${opened.id}`),
      );
    virtualContext.advance(Date.parse(`${answerDue}T23:59:59.999+07:00`) - virtualContext.clock.nowMs());
    await sweep();
    expect(await reminders()).toEqual([]);
    virtualContext.advance(1);
    await Promise.all([sweep(), sweep()]);
    await sweep();
    expect((await reminders()).map(({ toPersonId }) => toPersonId)).toEqual([desk.evaluator.id]);
    desk = await addNumberingOfficers(portal);
  });
});
