import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../../../testkit/client.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import {
  acceptAll,
  addLicenceOfficers,
  commandLicence,
  done,
  endorsedLicence,
  findingOn,
  type LicenceOfficers,
  type LicenceView,
} from "../../../../testkit/licence-case.ts";
import {
  commandObjection,
  declareNoneOnObjection,
  fileObjection,
  type ObjectionView,
  objectionDone,
  REJECTION,
  rejectedLicenceFor,
} from "../../../../testkit/licence-objection.ts";
import { succeeded, TINY_PDF } from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import type { ReportedLicence } from "../licence-dependencies.effects.ts";
import { sweepObjections } from "../wire.ts";

const DAY_MS = 86_400_000;
const GRANT = { command: "grant", reason: "Sertifikat itu berlaku pada hari permohonan." } as const;
const REFUSE = { command: "refuse", reason: "Sertifikat itu berakhir sebelum permohonan." } as const;
const ADVICE = { command: "review", advice: "grant", reason: "Sertifikat diperpanjang pada 1 November." } as const;

let portal: TestPortal;
let virtualContext: VirtualContext;
let desk: LicenceOfficers;
let reviewer: Guest;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  desk = await addLicenceOfficers(portal);
  reviewer = await portal.officer("evaluator", "licensing");
});
afterAll(() => portal.close());

const codeOf = ({ body }: Answer) => (body as { readonly error?: { readonly code: string } }).error?.code;
const statuses = (answers: readonly Answer[]) =>
  answers.map(({ status }) => status).toSorted((left, right) => left - right);
const licenceOf = async (guest: Guest, id: string) => (await guest.client.get<LicenceView>(`/api/licences/${id}`)).body;

/** A rejected application of a new company, and the objection to it. */
async function objected() {
  const company = await portal.company();
  const licence = await rejectedLicenceFor(portal, company, desk);
  const objection = succeeded(await fileObjection(company.owner.client, licence.id), "an objection");
  return { company, licence, objection };
}

/** An objection with the reviewer's opinion. */
async function reviewed() {
  const made = await objected();
  const { id } = made.objection;
  await declareNoneOnObjection(reviewer, id);
  await objectionDone(reviewer, id, { command: "take" });
  await objectionDone(reviewer, id, ADVICE);
  await declareNoneOnObjection(desk.director, id);
  return made;
}

describe("an objection to a rejection", () => {
  it("is a case of its own: with its number, promise, words, papers and history", async () => {
    const company = await portal.company();
    const { id } = await rejectedLicenceFor(portal, company, desk);
    const { objections } = await licenceOf(company.owner, id);
    expect(objections).toMatchObject({ items: [], until: "2026-12-28", mayFile: true });
    expect(objections.rule).toMatchObject({ id: "objection-working-days", standing: "assumed" });
    const uploaded = await company.owner.client.upload<{ readonly id: string }>("/api/files?purpose=licence-paper", {
      name: "sertifikat.pdf",
      bytes: TINY_PDF,
    });
    const { id: fileId } = succeeded(uploaded, "a paper");
    const objection = succeeded(await fileObjection(company.owner.client, id, { fileIds: [fileId] }), "an objection");
    expect(objection.number).toMatch(/^KBR-\d{8}00\d{3}$/);
    expect(objection).toMatchObject({
      state: "filed",
      licence: { id, reason: REJECTION, rejectedBy: desk.coordinator.name },
      files: [{ fileId, name: "sertifikat.pdf" }],
      promise: { state: "running", workingDays: 10, dueDate: "2026-12-09" },
      events: [{ type: "filed", actor: company.owner.name }],
      commands: ["withdraw"],
    });
    const seen = await licenceOf(company.owner, id);
    expect(seen.objections).toMatchObject({ items: [{ number: objection.number, state: "filed" }], mayFile: false });
    expect(seen.events.at(-1)).toMatchObject({ type: "objection-filed", detail: { objection: objection.number } });
    expect((await desk.director.client.get(`/api/files/${fileId}`)).status).toBe(200);
  });

  it("is filed once, by the company, within the time of the rule", async () => {
    const { company, licence } = await objected();
    expect(codeOf(await fileObjection(company.owner.client, licence.id))).toBe("objection-filed");
    const late = await portal.company();
    const { id } = await rejectedLicenceFor(portal, late, desk);
    expect((await fileObjection((await portal.company()).owner.client, id)).status).toBe(404);
    expect(codeOf(await fileObjection(late.owner.client, id, { text: " " }))).toBe("reason-missing");
    expect(codeOf(await fileObjection(late.owner.client, id, { fileIds: [portal.kit.ids.next()] }))).toBe(
      "no-such-file",
    );
    // The last day is 28 December, 21 working days later; a refused document leaves no objection behind.
    const start = virtualContext.clock.nowMs();
    virtualContext.advance(Date.parse("2026-12-29T00:01:00+07:00") - start);
    const owner = await portal.again(late.owner);
    expect(codeOf(await fileObjection(owner.client, id))).toBe("objection-too-late");
    virtualContext.advance(start - virtualContext.clock.nowMs());
  });

  it("stands alone: no second application beside it, and none filed beside a second application", async () => {
    const { company } = await objected();
    const again = { organisationId: company.id };
    expect(codeOf(await company.owner.client.post("/api/licences", again))).toBe("licence-open");
    const other = await portal.company();
    const { id } = await rejectedLicenceFor(portal, other, desk);
    expect((await other.owner.client.post("/api/licences", { organisationId: other.id })).status).toBe(201);
    expect(codeOf(await fileObjection(other.owner.client, id))).toBe("licence-open");
  });
});

describe("who has a say in an objection", () => {
  it("is nobody who judged the application: not evaluator, sub-coordinator or coordinator", async () => {
    const { objection } = await objected();
    const { id } = objection;
    for (const judge of [desk.evaluator, desk.subCoordinator, desk.coordinator]) {
      const view = (await judge.client.get<ObjectionView>(`/api/objections/${id}`)).body;
      expect([view.hasJudged, view.commands]).toEqual([true, ["declare-interest"]]);
      expect(codeOf(await commandObjection(judge.client, id, { command: "take" }))).toBe("objection-judged");
    }
    const give = { command: "assign", personId: reviewer.id };
    expect(codeOf(await commandObjection(desk.coordinator.client, id, give))).toBe("objection-judged");
    const toJudge = { command: "assign", personId: desk.evaluator.id };
    expect(codeOf(await commandObjection(desk.director.client, id, toJudge))).toBe("assignee-judged");
  });

  it("is shown to whoever gives it: officers without a part in the case, and without an interest", async () => {
    const { objection } = await objected();
    const path = `/api/objections/${objection.id}/reviewers`;
    const interested = await portal.officer("evaluator", "licensing");
    const own = { command: "declare-interest", hasInterest: true, note: "Saudara." };
    await objectionDone(interested, objection.id, own);
    const { body } = await desk.director.client.get<{ items: { id: string }[] }>(path);
    const ids = body.items.map(({ id }) => id);
    expect(ids).toContain(reviewer.id);
    for (const { id } of [desk.evaluator, desk.subCoordinator, desk.coordinator, interested])
      expect(ids).not.toContain(id);
    const given = await objectionDone(desk.director, objection.id, { command: "assign", personId: reviewer.id });
    expect([given.state, given.reviewer]).toEqual(["reviewing", reviewer.name]);
  });

  it("is a coordinator who let one finding come late, as little as who rejected", async () => {
    const company = await portal.company();
    const other = await portal.officer("coordinator", "licensing");
    const { id } = await rejectedLicenceFor(portal, company, desk);
    const { id: objectionId } = succeeded(await fileObjection(company.owner.client, id), "an objection");
    await declareNoneOnObjection(other, objectionId);
    expect((await commandObjection(other.client, objectionId, { command: "take" })).status).toBe(200);
    await objectionDone(other, objectionId, { command: "release" });
    const event = {
      applicationId: id,
      deskOnly: true,
      occurredAt: new Date(virtualContext.clock.nowMs()),
      detail: "{}",
    };
    const act = { id: portal.kit.ids.next(), type: "keep-finding", sequence: 9_000, actorPersonId: other.id };
    await portal.kit.db
      .insertInto("licenceEvent")
      .values({ ...event, ...act })
      .execute();
    expect(codeOf(await commandObjection(other.client, objectionId, { command: "take" }))).toBe("objection-judged");
  });

  it("keeps what the reviewer thinks from the company until it is decided", async () => {
    const { company, objection } = await reviewed();
    const own = (await company.owner.client.get<ObjectionView>(`/api/objections/${objection.id}`)).body;
    expect(own.advice).toBeNull();
    expect(own.events.map(({ type }) => type)).toEqual(["filed", "take"]);
    const officers = (await desk.director.client.get<ObjectionView>(`/api/objections/${objection.id}`)).body;
    expect(officers.advice).toMatchObject({ advice: "grant", reason: ADVICE.reason, by: reviewer.name });
  });
});

describe("a granted objection", () => {
  it("brings the same application back: accepted stays accepted, the rest is judged again, the days are counted anew", async () => {
    const { company, licence, objection } = await reviewed();
    const granted = await objectionDone(desk.director, objection.id, GRANT);
    expect(granted).toMatchObject({ state: "granted", decision: { outcome: "granted", by: desk.director.name } });
    expect(granted.promise.state).toBe("kept");
    const back = await licenceOf(company.owner, licence.id);
    expect([back.state, back.round, back.number, back.assignee]).toEqual(["submitted", 0, licence.number, null]);
    expect(back.promise).toMatchObject({ state: "running", usedDays: 0, restarts: 0 });
    expect(back.events.at(-1)).toMatchObject({ type: "objection-granted", note: GRANT.reason });
    const verdicts = (view: LicenceView) =>
      view.items.filter(({ verdict }) => verdict !== "accepted").map(({ key }) => key);
    expect(verdicts(back)).toEqual(["D12"]);
    expect(back.items.find(({ key }) => key === "D12")?.reopened).toMatchObject({ reason: GRANT.reason });
    expect(back.findings.map(({ requirement, state }) => [requirement, state])).toEqual([["D12", "answered"]]);
  });

  it("is judged again to its end: a finding on what was reopened is no late one, and it may be verified", async () => {
    const { licence, objection } = await reviewed();
    await objectionDone(desk.director, objection.id, GRANT);
    await done(desk.evaluator, licence.id, { command: "take" });
    const found = await done(desk.evaluator, licence.id, findingOn("D12"));
    const draft = found.findings.find(({ state }) => state === "draft");
    await done(desk.evaluator, licence.id, { command: "drop-finding", id: draft?.id });
    await acceptAll(desk.evaluator, licence.id);
    await done(desk.evaluator, licence.id, { command: "finish-check" });
    await endorsedLicence(desk, licence.id);
    const verified = await done(desk.coordinator, licence.id, { command: "verify", reason: "" });
    expect(verified.state).toBe("verified");
  });

  it("may be rejected again and objected to again, by reviewers who have had no part in the first objection", async () => {
    const { company, licence, objection } = await reviewed();
    await objectionDone(desk.director, objection.id, GRANT);
    await done(desk.evaluator, licence.id, { command: "take" });
    await acceptAll(desk.evaluator, licence.id, ["D12"]);
    await done(desk.evaluator, licence.id, findingOn("D12"));
    await done(desk.evaluator, licence.id, { command: "finish-check" });
    await endorsedLicence(desk, licence.id);
    await done(desk.coordinator, licence.id, { command: "reject", reason: "Tetap tidak berlaku." });
    const second = succeeded(await fileObjection(company.owner.client, licence.id), "a second objection");
    expect(second.licence.reason).toBe("Tetap tidak berlaku.");
    for (const judge of [reviewer, desk.director])
      expect(codeOf(await commandObjection(judge.client, second.id, { command: "release" }))).toMatch(
        /command-not-now|not-your-case/,
      );
    expect(codeOf(await commandObjection(reviewer.client, second.id, { command: "take" }))).toBe("objection-judged");
    const { objections } = await licenceOf(company.owner, licence.id);
    expect(objections.items.map(({ state }) => state)).toEqual(["filed", "granted"]);
  });
});

describe("a refused objection", () => {
  it("leaves the rejection as it is, tells its reasons, and lets the company begin anew", async () => {
    const { company, licence, objection } = await reviewed();
    expect(codeOf(await commandObjection(desk.director.client, objection.id, { ...REFUSE, reason: "" }))).toBe(
      "reason-missing",
    );
    await objectionDone(desk.director, objection.id, REFUSE);
    const own = (await company.owner.client.get<ObjectionView>(`/api/objections/${objection.id}`)).body;
    expect(own.decision).toMatchObject({ outcome: "refused", reason: REFUSE.reason });
    const rejected = await licenceOf(company.owner, licence.id);
    expect([rejected.state, rejected.objections.mayFile]).toEqual(["rejected", false]);
    expect(rejected.events.at(-1)?.type).toBe("objection-refused");
    const again = await company.owner.client.post("/api/licences", { organisationId: company.id, copyOf: licence.id });
    expect(again.status).toBe(201);
  });

  it("is not decided by whoever advised, also where he holds both offices", async () => {
    const { objection } = await objected();
    const both = await portal.officer("coordinator", "licensing");
    await declareNoneOnObjection(both, objection.id);
    await objectionDone(both, objection.id, { command: "take" });
    await objectionDone(both, objection.id, ADVICE);
    expect(codeOf(await commandObjection(both.client, objection.id, REFUSE))).toBe("four-eyes");
    await declareNoneOnObjection(desk.director, objection.id);
    const back = await objectionDone(desk.director, objection.id, {
      command: "send-back",
      reason: "Lihat lampiran 2.",
    });
    expect([back.state, back.reviewer]).toEqual(["reviewing", both.name]);
    expect(codeOf(await commandObjection(both.client, objection.id, GRANT))).toBe("command-not-now");
  });

  it("is none where the company withdraws, which it does once", async () => {
    const { company, licence, objection } = await reviewed();
    const withdrawn = await objectionDone(company.owner, objection.id, { command: "withdraw" });
    expect([withdrawn.state, withdrawn.promise.state, withdrawn.commands]).toEqual(["withdrawn", "stopped", []]);
    expect(codeOf(await commandObjection(desk.director.client, objection.id, GRANT))).toBe("command-not-now");
    expect(codeOf(await fileObjection(company.owner.client, licence.id))).toBe("objection-filed");
  });
});

describe("two at once in an objection", () => {
  const give = (guest: Guest, id: string, version: number, command: Readonly<Record<string, unknown>>) =>
    guest.client.post<ObjectionView>(`/api/objections/${id}/commands`, { version, command });

  it("never both become its reviewer", async () => {
    const second = await portal.officer("evaluator", "licensing");
    for (let round = 0; round < 2; round += 1) {
      const { objection } = await objected();
      for (const officer of [reviewer, second]) await declareNoneOnObjection(officer, objection.id);
      const { version } = (await second.client.get<ObjectionView>(`/api/objections/${objection.id}`)).body;
      const answers = await Promise.all(
        [reviewer, second].map((officer) => give(officer, objection.id, version, { command: "take" })),
      );
      expect(statuses(answers)).toEqual([200, 409]);
    }
  });

  it("never both end it: of grant, refuse and withdraw one alone stands, and the application follows that one", async () => {
    const other = await portal.officer("coordinator", "licensing");
    for (let round = 0; round < 2; round += 1) {
      const { company, licence, objection } = await reviewed();
      await declareNoneOnObjection(other, objection.id);
      const { version } = (await other.client.get<ObjectionView>(`/api/objections/${objection.id}`)).body;
      const answers = await Promise.all([
        give(desk.director, objection.id, version, GRANT),
        give(other, objection.id, version, REFUSE),
        give(company.owner, objection.id, version, { command: "withdraw" }),
      ]);
      expect(statuses(answers)).toEqual([200, 409, 409]);
      const { state } = await licenceOf(company.owner, licence.id);
      expect(state).toBe(answers[0]?.status === 200 ? "submitted" : "rejected");
    }
  });

  it("never file one beside a new application", async () => {
    for (let round = 0; round < 2; round += 1) {
      const company = await portal.company();
      const { id } = await rejectedLicenceFor(portal, company, desk);
      const answers = await Promise.all([
        fileObjection(company.owner.client, id),
        company.owner.client.post("/api/licences", { organisationId: company.id }),
      ]);
      expect(statuses(answers)).toEqual([201, 409]);
      expect(answers.map(codeOf).filter((code) => code !== undefined)).toEqual(["licence-open"]);
    }
  });
});

describe("the promise on an objection", () => {
  it("is reminded of, and once it has run out coordinator and director are told the same day, once", async () => {
    const { company, objection } = await objected();
    const start = virtualContext.clock.nowMs();
    const told: { readonly template: string; readonly key: string; readonly to: readonly string[] }[] = [];
    const reported: ReportedLicence[] = [];
    const doors = {
      kit: portal.kit,
      tellCompany: async (
        _trx: unknown,
        { template, dedupeKey }: { readonly template: string; readonly dedupeKey: string },
      ) => void told.push({ template, key: dedupeKey, to: [company.id] }),
      tellPeople: async (
        _trx: unknown,
        {
          template,
          dedupeKey,
          personIds,
        }: { readonly template: string; readonly dedupeKey: string; readonly personIds: readonly string[] },
      ) => void told.push({ template, key: dedupeKey, to: personIds }),
      officersWho: async () => [desk.coordinator.id, desk.director.id],
      reportCase: async (_trx: unknown, change: ReportedLicence) => void reported.push(change),
      orderReceipt: async () => undefined,
      orderCommitmentDecree: async () => undefined,
      refusalToSignCommitment: async () => null,
      readFile: async () => {
        throw new Error("no file is read here");
      },
    };
    const sweep = async () => {
      told.length = 0;
      while ((await sweepObjections(doors)) > 0);
      return told.filter(({ key }) => key.includes(objection.id));
    };
    expect(await sweep()).toEqual([]);
    virtualContext.advance(Date.parse("2026-12-07T09:00:00+07:00") - start);
    // The rejecting officer is neither reminded nor notified, having no part in the objection.
    expect((await sweep()).map(({ template, to }) => [template, to])).toEqual([
      ["objection-desk.reminder", [desk.director.id]],
    ]);
    virtualContext.advance(Date.parse("2026-12-10T00:05:00+07:00") - virtualContext.clock.nowMs());
    expect((await sweep()).map(({ template }) => template)).toEqual(["objection-desk.late", "objection.late"]);
    expect(await sweep()).toEqual([]);
    const owner = await portal.again(company.owner);
    const view = (await owner.client.get<ObjectionView>(`/api/objections/${objection.id}`)).body;
    expect([view.promise.state, view.events.at(-1)?.type]).toEqual(["late", "late"]);
    expect(reported).toEqual([]);
    virtualContext.advance(start + DAY_MS - virtualContext.clock.nowMs());
  });
});

describe("the list of objections", () => {
  it("shows the open ones by the day they are due, those that are over apart, and none to applicants", async () => {
    const guest = await portal.again(desk.director);
    const { company, objection } = await (async () => {
      desk = { ...desk, director: guest };
      for (const name of ["evaluator", "subCoordinator", "coordinator"] as const)
        desk = { ...desk, [name]: await portal.again(desk[name]) };
      reviewer = await portal.again(reviewer);
      return objected();
    })();
    const listed = async (state: string) =>
      (
        await desk.director.client.get<{ total: number; items: ObjectionView[] }>(
          `/api/objections?state=${state}&pageSize=100`,
        )
      ).body;
    const open = await listed("open");
    expect(open.items.map(({ id }) => id)).toContain(objection.id);
    const dates = open.items.map(({ promise }) => promise.dueDate);
    expect(dates).toEqual(dates.toSorted());
    expect((await company.owner.client.get("/api/objections")).status).toBe(403);
    await objectionDone(company.owner, objection.id, { command: "withdraw" });
    expect((await listed("open")).items.map(({ id }) => id)).not.toContain(objection.id);
    expect((await listed("over")).items.map(({ id }) => id)).toContain(objection.id);
  });

  it("declares once for application and objection alike", async () => {
    const { licence, objection } = await objected();
    await declareNoneOnObjection(desk.director, objection.id);
    const view = await licenceOf(desk.director, licence.id);
    expect(view.interest).toBe("none");
    expect(codeOf(await commandLicence(desk.director.client, licence.id, { command: "take" }))).toBe("not-your-case");
  });
});
