import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, ProblemBody } from "../../../../testkit/client.ts";
import {
  addNumberingOfficers,
  type CaseView,
  checked,
  command,
  correctLetter,
  draftFor,
  holdCode,
  type NumberingOfficers,
  proposedFor,
  submittedFor,
  succeeded,
  TINY_PDF,
} from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { giveRole } from "../../../../testkit/users.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { expireHolds } from "../inventory/hold.store.ts";

const DAY_MS = 24 * 60 * MINUTE_MS;

let portal: TestPortal;
let virtualContext: VirtualContext;
let desk: NumberingOfficers;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  desk = await addNumberingOfficers(portal);
});

afterAll(() => portal.close());

/** "done", or the code of the refusal. */
function said(answer: Answer): string {
  return answer.status < 300 ? "done" : (answer.body as ProblemBody).error.code;
}

async function stateOf(code: string): Promise<string> {
  return (await portal.anonymous.get<{ state: string }>(`/api/inventory/codes/${code}`)).body.state;
}

describe("the code of an application", () => {
  it("becomes in-process with the submission and outlives the countdown of its hold", async () => {
    const company = await portal.company();
    const submitted = await submittedFor(company, "1500501");
    expect(submitted).toMatchObject({ state: "submitted", promise: { state: "running", restarts: 0 } });
    expect(submitted.number).toMatch(/\d/);
    virtualContext.advance(31 * MINUTE_MS);
    await expireHolds(portal.kit.db, virtualContext);
    expect(await stateOf("1500501")).toBe("in-process");
  });

  it("is free again when the application is withdrawn", async () => {
    const company = await portal.company();
    const { id } = await submittedFor(company, "1500502");
    const withdrawn = succeeded(await command(company.owner.client, id, { command: "withdraw" }), "a withdrawal");
    expect(withdrawn).toMatchObject({ state: "withdrawn", commands: [] });
    expect(await stateOf("1500502")).toBe("idle");
  });

  it("is free again when the director rejects, and the company is told why", async () => {
    const company = await portal.company();
    const { id } = await proposedFor(company, { code: "1500503", desk });
    const { client } = desk.director;
    expect(said(await command(client, id, { command: "decide", outcome: "reject", reason: "" }))).toBe(
      "reason-missing",
    );
    const reason = "Kode dipakai untuk keperluan lain.";
    expect(succeeded(await command(client, id, { command: "decide", outcome: "reject", reason }), "").state).toBe(
      "rejected",
    );
    expect(await stateOf("1500503")).toBe("idle");
    const notice = await portal.kit.db
      .selectFrom("mailMessage")
      .select("bodyText")
      .where("toPersonId", "=", company.owner.id)
      .execute();
    expect(notice.some(({ bodyText }) => bodyText.includes(reason))).toBe(true);
  });

  it("stays with a withdrawn draft until the countdown ends", async () => {
    const company = await portal.company();
    const { id } = await draftFor(company, "1500504");
    succeeded(await command(company.owner.client, id, { command: "withdraw" }), "a withdrawal");
    expect(await stateOf("1500504")).toBe("held");
    virtualContext.advance(30 * MINUTE_MS);
    await expireHolds(portal.kit.db, virtualContext);
    expect(await stateOf("1500504")).toBe("idle");
  });

  it("becomes active in test mode with the approval, which orders one decree", async () => {
    const company = await portal.company();
    const { id } = await proposedFor(company, { code: "1500505", desk });
    const approval = { command: "decide", outcome: "approve", reason: "" };
    const approved = succeeded(await command(desk.director.client, id, approval), "an approval");
    expect(approved).toMatchObject({ state: "approved", decree: { state: "decided" }, promise: { state: "kept" } });
    const code = await portal.kit.db
      .selectFrom("accessCode")
      .select(["state", "mode", "holderOrganisationId"])
      .where("code", "=", "1500505")
      .executeTakeFirst();
    expect(code).toEqual({ state: "active", mode: "test", holderOrganisationId: company.id });
  });

  it("cannot be submitted after its hold ended, and the form is kept", async () => {
    const company = await portal.company();
    const draft = await draftFor(company, "1500506");
    virtualContext.advance(30 * MINUTE_MS);
    expect(said(await command(company.owner.client, draft.id, { command: "submit" }))).toBe("hold-ended");
    const kept = await company.owner.client.get<CaseView>(`/api/applications/${draft.id}`);
    expect(kept.body).toMatchObject({ state: "draft", form: draft.form });
  });
});

describe("four eyes", () => {
  it("keep one person with every role of the ministry from more than one step", async () => {
    const company = await portal.company();
    const all = await portal.officer("evaluator", "numbering");
    await giveRole(portal.kit, all.id, { role: "coordinator", team: "numbering" });
    await giveRole(portal.kit, all.id, { role: "director" });
    await giveRole(portal.kit, all.id, { role: "sub-coordinator", team: "numbering" });
    const own = { evaluator: all, subCoordinator: all, coordinator: all, director: all };
    const { id } = await submittedFor(company, "1500510");
    await checked(own, id);
    expect(said(await command(all.client, id, { command: "endorse" }))).toBe("four-eyes");
    succeeded(await command(desk.subCoordinator.client, id, { command: "endorse" }), "an endorsement");
    const proposal = { command: "propose", outcome: "approve", reason: "Baik." };
    expect(said(await command(all.client, id, proposal))).toBe("four-eyes");
    succeeded(await command(desk.coordinator.client, id, proposal), "a proposal");
    const approval = { command: "decide", outcome: "approve", reason: "" };
    expect(said(await command(all.client, id, approval))).toBe("four-eyes");
    await giveRole(portal.kit, desk.coordinator.id, { role: "director" });
    virtualContext.advance(2_000);
    expect(said(await command(desk.coordinator.client, id, approval))).toBe("four-eyes");
    expect(said(await command(desk.director.client, id, approval))).toBe("done");
  });

  it("let nobody of the company check, propose or decide its case", async () => {
    const company = await portal.company();
    const torn = await portal.colleague(company);
    await giveRole(portal.kit, torn.id, { role: "evaluator", team: "numbering" });
    const { id } = await submittedFor(company, "1500511");
    expect(said(await command(torn.client, id, { command: "take" }))).toBe("conflict-of-interest");
  });

  it("leave a taken case to whoever took it, and cases of numbering to the numbering team", async () => {
    const company = await portal.company();
    const { id } = await submittedFor(company, "1500512");
    const licensing = await portal.officer("evaluator", "licensing");
    expect(said(await command(licensing.client, id, { command: "take" }))).toBe("not-your-case");
    succeeded(await command(desk.evaluator.client, id, { command: "take" }), "a taken case");
    const other = await portal.officer("evaluator", "numbering");
    const item = { command: "check-item", key: "nib", verdict: "accepted" };
    expect(said(await command(other.client, id, item))).toBe("not-your-case");
  });
});

describe("a correction round", () => {
  it("opens what was returned, keeps what was accepted, and begins the promise anew", async () => {
    const company = await portal.company();
    const { id } = await returnedLetterOf("1500520", company);
    virtualContext.advance(2 * 60 * MINUTE_MS);
    const corrected = await correctLetter(company.owner, id);
    expect(said(corrected)).toBe("done");
    const back = succeeded(await command(company.owner.client, id, { command: "resubmit" }), "a correction");
    expect(back).toMatchObject({ state: "checking", promise: { state: "running", restarts: 1 } });
    const verdicts = Object.fromEntries(back.items.map(({ key, verdict }) => [key, verdict]));
    expect(verdicts).toEqual({
      nib: "accepted",
      npwp: "accepted",
      letter: "open",
      declaration: "accepted",
      code: "accepted",
    });
  });

  it("is refused when nothing that was returned has changed, even where the same file is uploaded anew", async () => {
    const company = await portal.company();
    const { id, version, promise } = await returnedLetterOf("1500528", company);
    const refused = await command(company.owner.client, id, { command: "resubmit" });
    expect([refused.status, said(refused)]).toEqual([409, "correction-unchanged"]);
    const { message, rule } = (refused.body as unknown as ProblemBody).error;
    expect([message.includes("(Surat permohonan)"), rule?.id]).toEqual([true, "promise-restarts-max"]);
    const still = (await company.owner.client.get<CaseView>(`/api/applications/${id}`)).body;
    expect([still.state, still.version, still.promise]).toEqual(["returned", version, promise]);
    succeeded(await correctLetter(company.owner, id, TINY_PDF), "the same letter");
    expect(said(await command(company.owner.client, id, { command: "resubmit" }))).toBe("correction-unchanged");
    succeeded(await correctLetter(company.owner, id), "a corrected letter");
    expect(said(await command(company.owner.client, id, { command: "resubmit" }))).toBe("done");
  });

  it("needs no change of the form for what is put right outside it, and only beside nothing that the form shows", async () => {
    const company = await portal.company();
    const outside = await returnedItemsOf("1500527", { company, returned: ["npwp", "declaration"] });
    expect(said(await command(company.owner.client, outside.id, { command: "resubmit" }))).toBe("done");
    const other = await portal.company();
    const mixed = await returnedItemsOf("1500526", { company: other, returned: ["npwp", "letter"] });
    expect(said(await command(other.owner.client, mixed.id, { command: "resubmit" }))).toBe("correction-unchanged");
  });

  it("is not asked for when it could not be taken in any more", async () => {
    const company = await portal.company();
    const { id } = await returnedLetterOf("1500529", company);
    const { client } = desk.evaluator;
    const words = { note: "Surat tidak ditandatangani.", remedy: "Unggah surat bertanda tangan." };
    for (let round = 1; round <= 3; round += 1) {
      virtualContext.advance(MINUTE_MS);
      succeeded(await correctLetter(company.owner, id), "a corrected letter");
      succeeded(await command(company.owner.client, id, { command: "resubmit" }), "a correction");
      succeeded(await command(client, id, { command: "check-item", key: "letter", verdict: "returned", ...words }), "");
      if (round < 3) succeeded(await command(client, id, { command: "return", note: "" }), "a returned file");
    }
    expect(said(await command(client, id, { command: "return", note: "" }))).toBe("promise-restart-limit");
    expect(said(await command(client, id, { command: "finish-check" }))).toBe("done");
    succeeded(await command(desk.subCoordinator.client, id, { command: "endorse" }), "an endorsement");
    const proposal = { command: "propose", outcome: "reject", reason: "Surat tetap tidak ditandatangani." };
    expect(said(await command(desk.coordinator.client, id, proposal))).toBe("done");
  });

  it("does not let the company change what an officer has accepted", async () => {
    const company = await portal.company();
    const { id, form, version } = await returnedLetterOf("1500521", company);
    const path = `/api/applications/${id}/form`;
    const save = (change: object) =>
      company.owner.client.put(path, { expectedVersion: version, form: { ...form, ...change } });
    expect(said(await save({ kbli: "62900" }))).toBe("item-accepted");
    expect(said(await save({ declaration: false }))).toBe("item-accepted");
    expect(said(await save({ letterFileId: null }))).toBe("done");
  });

  it("names every item before the file goes back", async () => {
    const company = await portal.company();
    const { id } = await submittedFor(company, "1500522");
    succeeded(await command(desk.evaluator.client, id, { command: "take" }), "a taken case");
    const item = { command: "check-item", key: "letter", verdict: "returned" };
    expect(said(await command(desk.evaluator.client, id, { ...item, note: "Salah." }))).toBe("remedy-missing");
    expect(said(await command(desk.evaluator.client, id, { ...item, note: "Salah.", remedy: "Unggah lagi." }))).toBe(
      "done",
    );
    expect(said(await command(desk.evaluator.client, id, { command: "return", note: "" }))).toBe("items-open");
  });
});

type Company = Parameters<typeof submittedFor>[0];

function returnedLetterOf(code: string, company: Company): Promise<CaseView> {
  return returnedItemsOf(code, { company, returned: ["letter"] });
}

async function returnedItemsOf(
  code: string,
  { company, returned }: { readonly company: Company; readonly returned: readonly string[] },
): Promise<CaseView> {
  const { id, items } = await submittedFor(company, code).then(async (submitted) =>
    succeeded(await command(desk.evaluator.client, submitted.id, { command: "take" }), "a taken case"),
  );
  for (const { key } of items) {
    const isReturned = returned.includes(key);
    const verdict = isReturned ? "returned" : "accepted";
    const words = isReturned ? { note: "Surat tidak ditandatangani.", remedy: "Unggah surat bertanda tangan." } : {};
    succeeded(await command(desk.evaluator.client, id, { command: "check-item", key, verdict, ...words }), "a verdict");
  }
  return succeeded(await command(desk.evaluator.client, id, { command: "return", note: "Mohon diperbaiki." }), "");
}

describe("the promise", () => {
  it("pauses with a reason, refuses work meanwhile, and goes on when resumed", async () => {
    const company = await portal.company();
    const { id } = await submittedFor(company, "1500530");
    const { client } = desk.evaluator;
    succeeded(await command(client, id, { command: "take" }), "a taken case");
    expect(said(await command(client, id, { command: "pause", reason: " " }))).toBe("reason-missing");
    const paused = succeeded(await command(client, id, { command: "pause", reason: "Menunggu konfirmasi." }), "");
    expect(paused.promise?.state).toBe("paused");
    expect(said(await command(client, id, { command: "finish-check" }))).toBe("promise-paused");
    virtualContext.advance(2 * DAY_MS);
    const { client: laterClient } = await portal.again(desk.evaluator);
    const resumed = succeeded(await command(laterClient, id, { command: "resume" }), "a resumption");
    expect(resumed.promise?.state).toBe("running");
    expect((resumed.promise?.dueDate ?? "") > (paused.promise?.dueDate ?? "")).toBe(true);
  });
});

describe("two people at once", () => {
  it("cannot both change one version", async () => {
    const company = await portal.company();
    const { id, version } = await submittedFor(company, "1500540");
    const body = { command: "take", expectedVersion: version };
    const others = await Promise.all(Array.from({ length: 8 }, () => portal.officer("evaluator", "numbering")));
    const answers = await Promise.all(
      others.map(({ client }) => client.post(`/api/applications/${id}/commands`, body)),
    );
    expect(answers.map(said).sort()).toEqual(["done", ...Array.from({ length: 7 }, () => "version-stale")]);
  });

  it("of one company end with one open application", async () => {
    const company = await portal.company();
    const holds = [await holdCode(company, "1500541"), await holdCode(company, "1500542")];
    const begun = await Promise.all(
      holds.map(({ body }) =>
        company.owner.client.post("/api/applications", { organisationId: company.id, holdId: body.id }),
      ),
    );
    expect(begun.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    const open = await portal.kit.db
      .selectFrom("numberingApplication")
      .select("id")
      .where("organisationId", "=", company.id)
      .execute();
    expect(open).toHaveLength(1);
  });
});
