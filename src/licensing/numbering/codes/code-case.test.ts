import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkChange, checkReturn, isWithoutDifference } from "../case-work/pre-check-holder.ts";
import { type ApplicationCommand, decideApplication, possibleCommands } from "../cases/application.ts";
import type { ActingPerson, ApplicationFacts } from "../cases/application-facts.ts";
import type { ChangeForm, ReturnForm } from "../cases/application-form.ts";
import { type ApplicationKind, KIND_RULES } from "../cases/application-kind.ts";
import type { ApplicationState } from "../cases/application-words.ts";
import { type CodeChange, type CodeState, codeChanges } from "./access-code.ts";

const COMPANY = "company";
const mayNothing = { mayAssign: false, mayCheck: false, mayEndorse: false, mayPropose: false, mayDecide: false };
const officer = (personId: string, may: Partial<ActingPerson>): ActingPerson => ({
  ...mayNothing,
  organisationIds: new Set(),
  personId,
  ...may,
});
const holder = officer("holder", { organisationIds: new Set([COMPANY]) });
const opener = officer("opener", { mayCheck: true });
const coordinator = officer("coordinator", { mayAssign: true, mayPropose: true });
const director = officer("director", { mayDecide: true });

function caseOf(
  kind: ApplicationKind,
  state: ApplicationState,
  more: Partial<ApplicationFacts> = {},
): ApplicationFacts {
  return {
    kind,
    state,
    isPaused: false,
    organisationId: COMPANY,
    isOrganisationVerified: true,
    isNibBlocked: false,
    isHoldOpen: false,
    isCodeTheirs: true,
    hasOtherCase: false,
    answer: kind === "revocation" ? "awaited" : "over",
    findings: 0,
    items: KIND_RULES[kind].items.map(({ key }) => ({ key, verdict: "accepted" as const, checkedBy: "opener" })),
    checkerId: "opener",
    endorserId: "endorser",
    proposerId: "coordinator",
    proposedOutcome: "approve",
    assignee: null,
    mandateRefusal: null,
    ...more,
  };
}

const approval: ApplicationCommand = { command: "decide", outcome: "approve", reason: "" };

describe("a case about a code that is held", () => {
  it.each([
    ["change", "rename"],
    ["return", "return"],
    ["revocation", "revoke"],
  ] as const)("of kind %s does to the code, once approved: %s; and nothing otherwise", (kind, code) => {
    const proposed = caseOf(kind, "proposed", { answer: "over" });
    expect(decideApplication(proposed, approval, director)).toMatchObject({ value: { state: "approved", code } });
    const rejection: ApplicationCommand = { command: "decide", outcome: "reject", reason: "Tidak cukup." };
    expect(decideApplication(proposed, rejection, director)).toMatchObject({
      value: { state: "rejected", code: null },
    });
  });

  it.each([
    ["the code is not an active code of theirs", { isCodeTheirs: false }, "code-not-theirs"],
    ["another case about the code is going on", { hasOtherCase: true }, "code-has-open-case"],
    ["the pre-check finds a fault", { findings: 1 }, "findings-open"],
  ])("is not sent when %s", (_why, facts, refusal) => {
    for (const kind of ["change", "return"] as const)
      expect(decideApplication(caseOf(kind, "draft", facts), { command: "submit" }, holder)).toEqual({
        ok: false,
        refusal,
      });
  });

  it("is sent with a NIB that OSS keeps revoked only to give the code back", () => {
    const blocked = { isNibBlocked: true };
    const submit = { command: "submit" } as const;
    expect(decideApplication(caseOf("change", "draft", blocked), submit, holder)).toMatchObject({ ok: false });
    expect(decideApplication(caseOf("return", "draft", blocked), submit, holder)).toMatchObject({ ok: true });
  });
});

describe("a revocation", () => {
  it("lets its holder answer and nothing else, and nobody ask him for a correction", () => {
    expect(possibleCommands(caseOf("revocation", "checking"), holder)).toEqual(["answer"]);
    const open = possibleCommands(caseOf("revocation", "checking"), opener);
    expect(open).not.toContain("return");
    expect(open).not.toContain("pause");
  });

  it("is neither finished nor approved while the answer is awaited; rejecting it needs no answer", () => {
    const waiting = { ok: false, refusal: "answer-period-open" };
    expect(decideApplication(caseOf("revocation", "checking"), { command: "finish-check" }, opener)).toEqual(waiting);
    expect(decideApplication(caseOf("revocation", "proposed"), approval, director)).toEqual(waiting);
    const rejection: ApplicationCommand = { command: "decide", outcome: "reject", reason: "Keliru." };
    expect(decideApplication(caseOf("revocation", "proposed"), rejection, director)).toMatchObject({ ok: true });
  });

  it("takes an answer until the time is over, and a better one in its place", () => {
    const answer = { command: "answer", text: " Kode dipakai. ", fileId: null } as const;
    for (const so of ["awaited", "given"] as const)
      expect(decideApplication(caseOf("revocation", "checking", { answer: so }), answer, holder)).toMatchObject({
        value: { answer: { text: "Kode dipakai." } },
      });
    const late = decideApplication(caseOf("revocation", "checking", { answer: "over" }), answer, holder);
    expect(late).toEqual({ ok: false, refusal: "answer-period-over" });
    const empty = decideApplication(caseOf("revocation", "checking"), { ...answer, text: "  " }, holder);
    expect(empty).toEqual({ ok: false, refusal: "answer-missing" });
  });

  it("is not decided by the officer who opened it, whatever offices he holds", () => {
    const both = { ...opener, mayDecide: true };
    const proposed = caseOf("revocation", "proposed", { answer: "over" });
    expect(decideApplication(proposed, approval, both)).toEqual({ ok: false, refusal: "four-eyes" });
  });

  it("is annulled with a reason before the decision only", () => {
    const annul = { command: "annul", reason: "Keliru." } as const;
    for (const state of ["checking", "checked", "endorsed", "proposed"] as const)
      expect(decideApplication(caseOf("revocation", state), annul, coordinator)).toMatchObject({
        value: { state: "withdrawn", code: null, promise: null },
      });
    for (const state of ["approved", "rejected", "withdrawn"] as const)
      expect(decideApplication(caseOf("revocation", state), annul, coordinator)).toMatchObject({ ok: false });
    const silent = { command: "annul", reason: " " } as const;
    expect(decideApplication(caseOf("revocation", "checking"), silent, coordinator)).toMatchObject({
      refusal: "reason-missing",
    });
  });
});

describe("the life of a code", () => {
  // Undoing an import states that the code never belonged to the holder; it is refused once the code was used.
  const names = (Object.keys(codeChanges) as CodeChange[]).filter((name) => name !== "undo-import");

  it("never goes from a holder to another without a quarantine between", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { minLength: 20, maxLength: 200 }), (tried) => {
        let state: CodeState = "idle";
        let isOwed = false;
        for (const name of tried) {
          const { from, to } = codeChanges[name];
          if (!(from as readonly CodeState[]).includes(state)) continue;
          if (state === "active" && to !== "active") isOwed = true;
          if (to === "quarantine") isOwed = false;
          expect(isOwed && to !== "quarantine").toBe(false);
          state = to;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("leaves the active state by a return or a revocation only, and a quarantine to be free only", () => {
    const leaving = names.filter(
      (name) =>
        (codeChanges[name].from as readonly CodeState[]).includes("active") && codeChanges[name].to !== "active",
    );
    expect(leaving).toEqual(["return", "revoke"]);
    const after = names.filter((name) => (codeChanges[name].from as readonly CodeState[]).includes("quarantine"));
    expect(after.map((name) => codeChanges[name].to)).toEqual(["idle", "idle"]);
  });
});

const earlier = { number: "", date: "", fileId: null };
const known = {
  isDecreeKnown: true,
  isVerified: true,
  declaration: true,
  today: "2026-11-25",
  hasFile: (id: string | null) => id !== null,
};
const change: ChangeForm = {
  ground: "identity",
  before: { name: "PT Lama", address: "Jalan Lama 1, Kota Depok, Jawa Barat" },
  after: { name: "PT Baru", address: "Jalan Lama 1", city: "Kota Depok", province: "Jawa Barat" },
  licenceBeforeFileId: "before",
  licenceAfterFileId: "after",
  citation: "",
  earlier,
};
const giving: ReturnForm = { reason: "Layanan kami sudah berhenti beroperasi.", earlier };

describe("the pre-check of a change", () => {
  const codes = (form: ChangeForm, facts: Partial<typeof known> = {}) =>
    checkChange(form, { ...known, ...facts }).map(({ code }) => code);

  it("finds nothing in a complete form", () => expect(codes(change)).toEqual([]));

  it.each([
    ["nothing has changed", { after: { ...change.after, name: " PT  Lama " } }, ["finding-no-difference"]],
    ["the new name is empty", { after: { ...change.after, name: " " } }, ["finding-new-values"]],
    ["a licence is missing", { licenceBeforeFileId: null }, ["finding-licences"]],
    ["a new rule is not named", { ground: "rule", citation: "PM" }, ["finding-citation"]],
    [
      "a new rule is named and the licence missing",
      { ground: "rule", citation: "PM 5/2021 Pasal 3", licenceAfterFileId: null },
      ["finding-licence-now"],
    ],
  ] as const)("says that %s", (_what, more, found) => {
    expect(codes({ ...change, ...more })).toEqual(found);
  });

  it("asks for a decree from before Sambung by number, date and file", () => {
    const unknown = { isDecreeKnown: false };
    expect(codes(change, unknown)).toEqual(["finding-earlier-decree", "finding-earlier-decree-file"]);
    const named = { number: "1/TEL.05.05/2018", date: "2018-02-01", fileId: "decree" };
    expect(codes({ ...change, earlier: named }, unknown)).toEqual([]);
    expect(codes({ ...change, earlier: { ...named, date: "2026-11-26" } }, unknown)).toEqual([
      "finding-earlier-decree",
    ]);
  });

  it("calls a change without difference what differs in spaces only, and nothing else", () => {
    const text = fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,3}$/);
    fc.assert(
      fc.property(text, text, (left, right) => {
        const after = { name: ` ${left.replaceAll(" ", "  ")} `, address: "a", city: "", province: "" };
        expect(isWithoutDifference({ before: { name: right, address: "a" }, after })).toBe(left === right);
      }),
    );
  });
});

describe("the pre-check of a return", () => {
  it("asks for a reason that says something", () => {
    expect(checkReturn(giving, known)).toEqual([]);
    expect(checkReturn({ ...giving, reason: " Sudah cukup. " }, known).map(({ code }) => code)).toEqual([
      "finding-return-reason",
    ]);
  });
});
