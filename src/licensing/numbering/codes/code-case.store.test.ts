import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, ProblemBody } from "../../../../testkit/client.ts";
import {
  advanceToDirector,
  approve,
  beginCase,
  changeDraft,
  checkedInHand,
  fill,
  NEW_VALUES,
  openRevocation,
  returnDraft,
  sent,
  toDirector,
  uploadPdf,
} from "../../../../testkit/code-case.ts";
import type { GuestCompany } from "../../../../testkit/guests.ts";
import {
  addNumberingOfficers,
  type CaseView,
  checked,
  command,
  holderOf,
  type NumberingOfficers,
  succeeded,
} from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { rulebookNow } from "../cases/rules-in-force.ts";
import { endQuarantines } from "../inventory/inventory.jobs.ts";
import { BY_ITSELF, changeCodes } from "./code-change.store.ts";
import { quarantineEndMs } from "./quarantine.ts";

let portal: TestPortal;
let virtualContext: VirtualContext;
let desk: NumberingOfficers;
let next = 100;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  desk = await addNumberingOfficers(portal);
});

afterAll(() => portal.close());

const said = (answer: Answer): string => (answer.status < 300 ? "done" : (answer.body as ProblemBody).error.code);

/** A company that holds one code by a decree of this system. */
async function holder(): Promise<{ readonly company: GuestCompany; readonly code: string }> {
  next += 1;
  const code = `1500${next}`;
  const company = await portal.company();
  await holderOf(company, { code, desk });
  return { company, code };
}

async function codeNow(code: string) {
  return (await portal.anonymous.get<{ state: string; holder: string | null }>(`/api/inventory/codes/${code}`)).body;
}

function decreesOn(code: string) {
  return portal.kit.db.selectFrom("decree").selectAll().where("code", "=", code).orderBy("sequence").execute();
}

describe("a change of name and address", () => {
  it("begins with what the decree says and what OSS has, and is promised six working days", async () => {
    const { company, code } = await holder();
    const draft = succeeded(await beginCase(company, { code, kind: "change" }), "a draft");
    expect(draft.form["change"]).toMatchObject({
      ground: "identity",
      before: { name: company.name, address: "Jalan Uji 1, Kota Depok, Jawa Barat" },
      after: { name: company.name, address: "Jalan Uji 1" },
    });
    await changeDraft(company, code);
    const submitted = await sent(company, draft);
    expect(submitted).toMatchObject({ state: "submitted", kind: "change", promise: { workingDays: 6 } });
    expect(await codeNow(code)).toMatchObject({ state: "active" });
  });

  it("replaces the decree, keeps the code, and gives the holder its new name in the deciding transaction", async () => {
    const { company, code } = await holder();
    const { id } = await changeDraft(company, code);
    await sent(company, { id });
    await advanceToDirector(desk, id);
    expect(said(await approve(desk, id))).toBe("done");
    const [before, after] = await decreesOn(code);
    expect(after).toMatchObject({ kind: "change", supersededAt: null, endedAt: null });
    expect(before).toMatchObject({ kind: "assignment", supersededBy: after?.id });
    expect(after?.facts).toMatchObject({
      holder: { name: NEW_VALUES.name, address: "Jalan Baru 12, Kota Bogor, Jawa Barat" },
      act: { kind: "change", earlier: { number: before?.number }, before: { name: company.name } },
    });
    expect(Number(after?.sequence)).toBe(Number(before?.sequence) + 1);
    expect(await codeNow(code)).toMatchObject({ state: "active", holder: NEW_VALUES.name });
  });

  it("is not sent without a difference", async () => {
    const { company, code } = await holder();
    const { id, form } = await changeDraft(company, code);
    const { before } = form["change"] as { before: { name: string; address: string } };
    const after = { name: `  ${before.name} `, address: "Jalan Uji 1", city: "Kota Depok", province: "Jawa Barat" };
    await fill(company, id, { change: { ...(form["change"] as object), after } });
    const { findings } = (
      await company.owner.client.get<{ findings: readonly { code: string }[] }>(`/api/applications/${id}/pre-check`)
    ).body;
    expect(findings.map((finding) => finding.code)).toEqual(["finding-no-difference"]);
    expect(said(await command(company.owner.client, id, { command: "submit" }))).toBe("findings-open");
  });

  it("because of a new rule names it, and leaves name and address as they were", async () => {
    const { company, code } = await holder();
    const { id, form } = await changeDraft(company, code);
    const citation = "Permenkomdigi Nomor 15 Tahun 2025, Lampiran";
    await fill(company, id, { change: { ...(form["change"] as object), ground: "rule", citation } });
    await sent(company, { id });
    await advanceToDirector(desk, id);
    await approve(desk, id);
    const [, after] = await decreesOn(code);
    expect(after?.facts).toMatchObject({ holder: { name: company.name }, act: { ground: "rule", citation } });
    expect(await codeNow(code)).toMatchObject({ holder: company.name });
  });

  it("of a code from before Sambung asks for the decree and names it", async () => {
    const company = await portal.company();
    const code = "150101";
    const now = new Date(virtualContext.clock.nowMs());
    await portal.kit.db
      .transaction()
      .execute((trx) =>
        changeCodes(trx, { ...BY_ITSELF, change: "import", codes: [code], now, becomesHeldBy: company.id }),
      );
    const { id, form } = await changeDraft(company, code);
    expect(said(await command(company.owner.client, id, { command: "submit" }))).toBe("findings-open");
    const earlier = { number: "131/TEL.05.05/2020", date: "2020-05-04", fileId: await uploadPdf(company.owner) };
    await fill(company, id, { change: { ...(form["change"] as object), earlier } });
    await sent(company, { id });
    await advanceToDirector(desk, id);
    expect(said(await approve(desk, id))).toBe("done");
    const [decree] = await decreesOn(code);
    expect(decree?.facts).toMatchObject({ act: { earlier: { number: earlier.number, decidedOn: earlier.date } } });
  });
});

describe("a return", () => {
  it("ends the decree and puts the code into quarantine until the millisecond the rule says", async () => {
    const { company, code } = await holder();
    const { id } = await returnDraft(company, code);
    await sent(company, { id });
    await advanceToDirector(desk, id);
    const at = virtualContext.clock.nowMs();
    expect(said(await approve(desk, id))).toBe("done");
    const [assignment, giving] = await decreesOn(code);
    expect(assignment).toMatchObject({ endedBy: giving?.id, revokedAt: null, supersededAt: null });
    expect(await codeNow(code)).toMatchObject({ state: "quarantine", holder: null });
    const until = quarantineEndMs(at, rulebookNow(at));
    const row = await portal.kit.db
      .selectFrom("accessCode")
      .select("quarantinedUntil")
      .where("code", "=", code)
      .executeTakeFirstOrThrow();
    expect(row.quarantinedUntil?.getTime()).toBe(until);
    virtualContext.advance(until - virtualContext.clock.nowMs() - 1);
    await endQuarantines(portal.kit);
    expect(await codeNow(code)).toMatchObject({ state: "quarantine" });
    virtualContext.advance(1);
    await endQuarantines(portal.kit);
    expect(await codeNow(code)).toMatchObject({ state: "idle" });
    desk = await addNumberingOfficers(portal);
  });

  it("is withdrawn until it is decided, and not after", async () => {
    const { company, code } = await holder();
    const { id } = await returnDraft(company, code);
    await sent(company, { id });
    await advanceToDirector(desk, id);
    expect(said(await command(company.owner.client, id, { command: "withdraw" }))).toBe("done");
    expect(await codeNow(code)).toMatchObject({ state: "active" });
    const again = await returnDraft(company, code);
    await sent(company, again);
    await advanceToDirector(desk, again.id);
    await approve(desk, again.id);
    expect(said(await command(company.owner.client, again.id, { command: "withdraw" }))).toBe("command-not-now");
  });

  it("may be sent while OSS keeps the NIB revoked; a change may not", async () => {
    const { company, code } = await holder();
    await portal.kit.db
      .updateTable("organisation")
      .set({ ossRecord: JSON.stringify({ nibStatus: "revoked", activities: [], name: company.name }) })
      .where("id", "=", company.id)
      .execute();
    const change = await changeDraft(company, code);
    expect(said(await command(company.owner.client, change.id, { command: "submit" }))).toBe("nib-not-in-force");
    expect(
      said(await command(company.owner.client, (await returnDraft(company, code)).id, { command: "submit" })),
    ).toBe("done");
  });
});

describe("a revocation", () => {
  it("tells the holder the ground and the last day, waits for his answer, and takes the code with the decree", async () => {
    const { company, code } = await holder();
    const opened = succeeded(await openRevocation(desk.evaluator, code), "a revocation");
    expect(opened).toMatchObject({ state: "checking", kind: "revocation", promise: null });
    const { answerDue } = opened.form["revocation"] as { answerDue: string };
    const mails = await portal.kit.db
      .selectFrom("mailMessage")
      .select("bodyText")
      .where("toPersonId", "=", company.owner.id)
      .where("dedupeKey", "like", `application ${opened.id}%`)
      .execute();
    expect(mails.map(({ bodyText }) => bodyText.includes(answerDue))).toEqual([true]);
    const { client } = company.owner;
    const seen = (await client.get<CaseView>(`/api/applications/${opened.id}`)).body;
    expect(seen.commands).toEqual(["answer"]);
    expect(said(await command(desk.evaluator.client, opened.id, { command: "finish-check" }))).toBe(
      "answer-period-open",
    );
    const answer = { command: "answer", text: "Kode dipakai untuk layanan darurat pelanggan.", fileId: null };
    succeeded(await command(client, opened.id, answer), "an answer");
    await checkedInHand(desk, opened.id);
    await toDirector(desk, opened.id);
    expect(said(await approve(desk, opened.id))).toBe("done");
    expect(await codeNow(code)).toMatchObject({ state: "quarantine", holder: null });
    const [assignment, revocation] = await decreesOn(code);
    expect(assignment).toMatchObject({ endedBy: revocation?.id });
    expect(assignment?.revokedAt?.getTime()).toBe(revocation?.decidedAt.getTime());
    expect(revocation?.facts).toMatchObject({ act: { kind: "revocation", ground: "unused", isAnswered: true } });
  });

  it("goes on without an answer from the first millisecond after the last day", async () => {
    const { code } = await holder();
    const opened = succeeded(await openRevocation(desk.evaluator, code), "a revocation");
    const { answerDue } = opened.form["revocation"] as { answerDue: string };
    const lastMs = Date.parse(`${answerDue}T23:59:59.999+07:00`);
    virtualContext.advance(lastMs - virtualContext.clock.nowMs());
    desk = { ...desk, evaluator: await portal.again(desk.evaluator) };
    const finish = () => command(desk.evaluator.client, opened.id, { command: "finish-check" });
    expect(said(await finish())).toBe("answer-period-open");
    virtualContext.advance(1);
    expect(said(await finish())).toBe("items-open");
    desk = await addNumberingOfficers(portal);
  });

  it("is annulled by the coordinator before the decision, and leaves the code alone", async () => {
    const { company, code } = await holder();
    const { id } = succeeded(await openRevocation(desk.evaluator, code), "a revocation");
    const annul = { command: "annul", reason: "Kode ternyata dipakai." };
    expect(said(await command(company.owner.client, id, annul))).toBe("not-your-case");
    expect(said(await command(desk.coordinator.client, id, annul))).toBe("done");
    expect(await codeNow(code)).toMatchObject({ state: "active" });
    expect(said(await openRevocation(desk.evaluator, code))).toBe("done");
  });
});

describe("two at once", () => {
  it("a return sent and a revocation opened at the same time: one of them wins, every time", async () => {
    for (let round = 0; round < 6; round += 1) {
      const { company, code } = await holder();
      const draft = await returnDraft(company, code);
      const body = { command: "submit", expectedVersion: draft.version };
      const answers = await Promise.all([
        company.owner.client.post(`/api/applications/${draft.id}/commands`, body),
        openRevocation(desk.evaluator, code),
      ]);
      expect(answers.map(said).toSorted()).toEqual(["code-has-open-case", "done"]);
    }
  });

  it("two decisions on a return give one decree and one quarantine", async () => {
    const { company, code } = await holder();
    const { id } = await returnDraft(company, code);
    await sent(company, { id });
    const { version } = await advanceToDirector(desk, id);
    const body = { command: "decide", outcome: "approve", reason: "", expectedVersion: version };
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => desk.director.client.post(`/api/applications/${id}/commands`, body)),
    );
    expect(answers.map(said).toSorted()).toEqual(["done", "version-stale", "version-stale", "version-stale"]);
    expect(await decreesOn(code)).toHaveLength(2);
    const quarantines = await portal.kit.db
      .selectFrom("accessCodeHistory")
      .select("id")
      .where("code", "=", code)
      .where("change", "=", "return")
      .execute();
    expect(quarantines).toHaveLength(1);
  });

  it("two officers open the revocation of one code: one case", async () => {
    const { code } = await holder();
    const second = await portal.officer("evaluator", "numbering");
    const answers = await Promise.all([openRevocation(desk.evaluator, code), openRevocation(second, code)]);
    expect(answers.map(said).toSorted()).toEqual(["code-has-open-case", "done"]);
  });
});

describe("a quarantine", () => {
  it("is ended early by an officer with a reason that stays in the history; the next holder's past is told", async () => {
    const { company, code } = await holder();
    const { id } = await returnDraft(company, code);
    await sent(company, { id });
    await advanceToDirector(desk, id);
    await approve(desk, id);
    const cut = (reason: string) =>
      desk.coordinator.client.post<{ entries: readonly { change: string; note: string | null }[] }>(
        `/api/inventory/codes/${code}/end-quarantine`,
        { reason },
      );
    expect(said(await cut("  "))).toBe("release-reason-missing");
    const record = succeeded(await cut("Diminta layanan darurat."), "an early end");
    expect(record.entries[0]).toMatchObject({ change: "cut-quarantine", note: "Diminta layanan darurat." });
    expect(said(await cut("Sekali lagi."))).toBe("quarantine-not-on");
    const heir = await portal.company();
    await holderOf(heir, { code, desk });
    const history = await portal.anonymous.get<{ items: readonly { change: string; holder: string | null }[] }>(
      `/api/inventory/codes/${code}/history`,
    );
    expect(history.body.items.map(({ change, holder: who }) => [change, who])).toEqual([
      ["assign", heir.name],
      ["cut-quarantine", null],
      ["return", company.name],
      ["assign", company.name],
      ["list", null],
    ]);
  });
});

describe("an early check", () => {
  it("of a change goes the same way as that of a new number", async () => {
    const { company, code } = await holder();
    const { id } = await changeDraft(company, code);
    await sent(company, { id });
    expect(await checked(desk, id)).toMatchObject({ state: "checked" });
  });
});
