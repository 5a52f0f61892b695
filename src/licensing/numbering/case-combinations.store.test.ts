import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Answer, ProblemBody } from "../../../testkit/client.ts";
import {
  advanceToDirector,
  approve,
  changeDraft,
  checkedInHand,
  openRevocation,
  returnDraft,
  sent,
  toDirector,
} from "../../../testkit/code-case.ts";
import type { Guest, GuestCompany } from "../../../testkit/guests.ts";
import {
  additionalFor,
  addNumberingOfficers,
  type CaseView,
  command,
  holderOf,
  type NumberingOfficers,
  proposedFor,
  submittedFor,
  succeeded,
} from "../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../../testkit/virtual-context.ts";
import { companyTeller, officersWho, peopleTeller } from "../../identity/wire.ts";
import { officeDate } from "../../regulation/index.ts";
import { reportCase } from "../oss-sync/wire.ts";
import { sweepCases } from "./wire.ts";

const DAY_MS = 24 * 60 * MINUTE_MS;
const OFFICE = {
  institution: "Kantor Uji",
  unit: "Bagian Uji",
  addressLines: ["Kantor rekaan untuk pengujian"],
  authority: "KEPALA KANTOR UJI",
  place: "Jakarta",
  capacity: ["Kepala Kantor Uji,"],
  signerName: "Ratna Uji (nama rekaan)",
  signerDetail: null,
  signedNote: "Ditandatangani untuk pengujian",
};

let portal: TestPortal;
let virtualContext: VirtualContext;
let desk: NumberingOfficers;
let codes = 200;

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "combinations" });
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
});
afterAll(() => portal.close());
beforeEach(async () => {
  desk = await addNumberingOfficers(portal);
});

const said = (answer: Answer): string => (answer.status < 300 ? "done" : (answer.body as ProblemBody).error.code);

function nextCode(): string {
  codes += 1;
  return `1500${codes}`;
}

async function again(company: GuestCompany): Promise<GuestCompany> {
  return { ...company, owner: await portal.again(company.owner) };
}

function sweep(): Promise<number> {
  const { kit } = portal;
  const telling = { tellCompany: companyTeller(kit), tellPeople: peopleTeller(kit), officersWho };
  return sweepCases({ kit, ...telling, reportCase: reportCase(kit) });
}

async function codeNow(code: string): Promise<string> {
  return (await portal.anonymous.get<{ state: string }>(`/api/inventory/codes/${code}`)).body.state;
}

/** Counts the history entries of a code with this change. */
async function times(code: string, change: string): Promise<number> {
  const rows = portal.kit.db.selectFrom("accessCodeHistory").select("id").where("code", "=", code);
  return (await rows.where("change", "=", change).execute()).length;
}

/** Returns the first item of a submitted application to the company for correction. */
async function returned(id: string): Promise<CaseView> {
  const { client } = desk.evaluator;
  const { items } = succeeded(await command(client, id, { command: "take" }), "a taken case");
  for (const [index, { key }] of items.entries()) {
    const verdict = index === 0 ? "returned" : "accepted";
    succeeded(await command(client, id, { command: "check-item", key, verdict, note: "a", remedy: "b" }), "an item");
  }
  return succeeded(await command(client, id, { command: "return", note: "" }), "a returned case");
}

/** Advances the clock by 30 days, past the correction period; sessions expire too, so the officers log in again. */
async function letTimePass(): Promise<void> {
  virtualContext.advance(30 * DAY_MS);
  desk = await addNumberingOfficers(portal);
}

interface Listed {
  readonly total: number;
  readonly items: readonly { readonly id: string; readonly state: string }[];
}

const listed = async (guest: Guest, query: string) =>
  (await guest.client.get<Listed>(`/api/applications?pageSize=200&${query}`)).body.items.map(({ id }) => id);

describe("a case that lapsed", () => {
  it("lets its company apply again at once, for the same code, and stands in the lists as what it is", async () => {
    const code = nextCode();
    let company = await portal.company();
    const first = await submittedFor(company, code);
    await returned(first.id);
    await letTimePass();
    while ((await sweep()) > 0);
    company = await again(company);
    expect(await codeNow(code)).toBe("idle");
    const { coordinator } = desk;
    expect(await listed(coordinator, "scope=queue&state=lapsed")).toEqual([first.id]);
    for (const ball of ["open", "ministry", "applicant", "overdue", "mine"])
      expect(await listed(coordinator, `scope=queue&ball=${ball}`), ball).not.toContain(first.id);
    expect(await listed(coordinator, `scope=queue&search=${first.number ?? ""}`)).toEqual([first.id]);
    const file = await coordinator.client.get("/api/applications/export?state=lapsed&columns=number,state&language=en");
    expect(file.text).toContain(`${first.number ?? ""},"Closed, not corrected"`);
    expect(await listed(company.owner, "scope=mine")).toEqual([first.id]);
    for (const body of [{ command: "resubmit" }, { command: "withdraw" }])
      expect(said(await command(company.owner.client, first.id, body))).toBe("command-not-now");
    const second = await submittedFor(company, code);
    expect(second.number).not.toBe(first.number);
    expect(await codeNow(code)).toBe("in-process");
    expect(await times(code, "free")).toBe(1);
    while ((await sweep()) > 0);
    expect(await codeNow(code)).toBe("in-process");
  });

  it("frees its code once, whoever ends it at the same moment", async () => {
    for (let round = 0; round < 6; round += 1) {
      const code = nextCode();
      let company = await portal.company();
      const { id } = await submittedFor(company, code);
      await returned(id);
      await letTimePass();
      company = await again(company);
      const body = { command: round % 2 === 0 ? "withdraw" : "resubmit" };
      const [ended] = await Promise.all([command(company.owner.client, id, body), sweep(), sweep()]);
      const { state } = (await company.owner.client.get<CaseView>(`/api/applications/${id}`)).body;
      const mayBe = { withdraw: ["withdrawn", "lapsed"], resubmit: ["checking", "lapsed"] }[body.command];
      expect(mayBe).toContain(state);
      expect(ended.status === 200).toBe(state !== "lapsed");
      expect(await times(code, "free")).toBe(state === "checking" ? 0 : 1);
      expect(await codeNow(code)).toBe(state === "checking" ? "in-process" : "idle");
    }
  });

  it("of a Nomor Tambahan leaves what is held, and lets another be begun", async () => {
    const [held, wished] = [nextCode(), nextCode()];
    let company = await portal.company();
    await holderOf(company, { code: held, desk });
    const { id } = await additionalFor(company, wished);
    succeeded(await command(company.owner.client, id, { command: "submit" }), "a submission");
    await returned(id);
    await letTimePass();
    while ((await sweep()) > 0);
    company = await again(company);
    expect([await codeNow(held), await codeNow(wished)]).toEqual(["active", "idle"]);
    const next = await additionalFor(company, wished);
    expect(said(await command(company.owner.client, next.id, { command: "submit" }))).toBe("done");
  });

  it("of a change leaves the code as it was, says so in its letter, and lets another change be begun", async () => {
    const code = nextCode();
    let company = await portal.company();
    await holderOf(company, { code, desk });
    const draft = await changeDraft(company, code);
    await sent(company, draft);
    await returned(draft.id);
    await letTimePass();
    while ((await sweep()) > 0);
    company = await again(company);
    expect(await codeNow(code)).toBe("active");
    expect(await times(code, "free")).toBe(0);
    const { bodyText } = await portal.kit.db
      .selectFrom("mailMessage")
      .select("bodyText")
      .where("dedupeKey", "like", `lapsed ${draft.id}%`)
      .where("toPersonId", "=", company.owner.id)
      .executeTakeFirstOrThrow();
    expect(bodyText).toContain("Perusahaan Anda tetap memegang kode");
    expect((await changeDraft(company, code)).id).not.toBe(draft.id);
  });
});

describe("a day without a mandate", () => {
  it("stops every kind of decree in words, loses nothing, and lets each go on under the next mandate", async () => {
    const cases = await oneOfEachKind();
    const administrator = await portal.officer("administrator");
    const { items } = (await administrator.client.get<{ items: readonly { id: string }[] }>("/api/mandates")).body;
    const lastDay = officeDate(virtualContext.clock.nowMs());
    for (const { id } of items)
      expect(said(await administrator.client.post(`/api/mandates/${id}/end`, { lastDay, reason: "Diganti." }))).toBe(
        "done",
      );
    virtualContext.advance(DAY_MS);
    desk = { ...desk, director: await portal.again(desk.director) };
    const { client } = desk.director;
    for (const [kind, { id, code, codeState }] of Object.entries(cases)) {
      const before = (await client.get<CaseView & { mandateRefusal: string }>(`/api/applications/${id}`)).body;
      expect(before.mandateRefusal, kind).toBe("mandate-missing");
      const refused = await approve(desk, id);
      expect([kind, refused.status, said(refused)]).toEqual([kind, 409, "mandate-missing"]);
      expect((refused.body as unknown as ProblemBody).error.message).toContain("mandat");
      expect((await client.get<CaseView>(`/api/applications/${id}`)).body).toEqual(before);
      expect([kind, await codeNow(code)]).toEqual([kind, codeState]);
    }
    const proposer = (await portal.again(administrator)).client;
    const { proposalId } = succeeded(
      await proposer.post<{ proposalId: string }>("/api/mandates", everyKind()),
      "mandates",
    );
    expect(said(await client.post(`/api/authority-proposals/${proposalId}/confirmation`))).toBe("done");
    for (const [kind, { id }] of Object.entries(cases)) {
      const approved = succeeded(await approve(desk, id), kind);
      expect([kind, approved.state, approved.decree?.state]).toEqual([kind, "approved", "decided"]);
    }
    const sequences = await portal.kit.db.selectFrom("decree").select("sequence").orderBy("sequence").execute();
    expect(sequences.map(({ sequence }) => Number(sequence))).toEqual(sequences.map((_row, index) => index + 1));
  });
});

interface Waiting {
  readonly id: string;
  readonly code: string;
  /** The state of the code while the decision is pending. */
  readonly codeState: string;
}

async function oneOfEachKind(): Promise<Readonly<Record<string, Waiting>>> {
  const holder = async (code: string) => {
    const company = await portal.company();
    await holderOf(company, { code, desk });
    return company;
  };
  const [fresh, held, wished, changed, given, taken] = Array.from({ length: 6 }, nextCode) as [
    ...[string, string, string, string, string, string],
  ];
  const first = await proposedFor(await portal.company(), { code: fresh, desk });
  const growing = await holder(held);
  const additional = await additionalFor(growing, wished);
  succeeded(await command(growing.owner.client, additional.id, { command: "submit" }), "a submission");
  await advanceToDirector(desk, additional.id);
  const renaming = await holder(changed);
  const change = await sent(renaming, await changeDraft(renaming, changed));
  await advanceToDirector(desk, change.id);
  const giving = await holder(given);
  const giveBack = await sent(giving, await returnDraft(giving, given));
  await advanceToDirector(desk, giveBack.id);
  const losing = await holder(taken);
  const revocation = succeeded(await openRevocation(desk.evaluator, taken), "a revocation");
  const answer = { command: "answer", text: "Kode dipakai setiap hari.", fileId: null };
  succeeded(await command(losing.owner.client, revocation.id, answer), "an answer");
  await checkedInHand(desk, revocation.id);
  await toDirector(desk, revocation.id);
  return {
    new: { id: first.id, code: fresh, codeState: "in-process" },
    additional: { id: additional.id, code: wished, codeState: "in-process" },
    change: { id: change.id, code: changed, codeState: "active" },
    return: { id: giveBack.id, code: given, codeState: "active" },
    revocation: { id: revocation.id, code: taken, codeState: "active" },
  };
}

function everyKind(): object {
  return {
    decreeKinds: ["assignment", "change", "return", "revocation"],
    signerPersonId: null,
    office: OFFICE,
    legalBasis: ["Surat Penugasan Nomor 3 Tahun 2026 (rekaan)"],
    demonstration: true,
    validFrom: officeDate(virtualContext.clock.nowMs()),
    validTo: null,
  };
}

describe("two directors at one case", () => {
  it.each(["approve", "reject"])("decide it once, when the second wants to %s", async (outcome) => {
    for (let round = 0; round < 4; round += 1) {
      const code = nextCode();
      const { id, version } = await proposedFor(await portal.company(), { code, desk });
      const second = await portal.officer("director");
      const decide = (guest: Guest, wish: string) =>
        guest.client.post(`/api/applications/${id}/commands`, {
          command: "decide",
          outcome: wish,
          reason: "Menurut berkas.",
          expectedVersion: version,
        });
      const answers = await Promise.all([decide(desk.director, "approve"), decide(second, outcome)]);
      expect(answers.map(said).toSorted()).toEqual(["done", "version-stale"]);
      const { state } = (await desk.director.client.get<CaseView>(`/api/applications/${id}`)).body;
      const decrees = await portal.kit.db.selectFrom("decree").select("id").where("applicationId", "=", id).execute();
      expect(decrees).toHaveLength(state === "approved" ? 1 : 0);
      expect(await codeNow(code)).toBe(state === "approved" ? "active" : "idle");
    }
  });
});
