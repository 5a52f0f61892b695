import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Interest } from "../licence-facts.ts";
import {
  decideObjection,
  type FilingFacts,
  filingRefusal,
  JUDGING_COMMANDS,
  type ObjectionCommand,
  type ObjectionFacts,
  type ObjectionPerson,
  possibleObjectionCommands,
} from "./decide-objection.ts";
import { OBJECTION_COMMANDS, type ObjectionState } from "./objection-words.ts";

const COMPANY = "company";
const NOW = Date.parse("2026-12-01T09:00:00+07:00");

const person = (personId: string, may: string, isApplicant = false): ObjectionPerson => ({
  personId,
  organisationIds: new Set(isApplicant ? [COMPANY] : []),
  mayAssign: may.includes("A"),
  mayReview: may.includes("R"),
  mayDecide: may.includes("D"),
});

const owner = person("owner", "", true);
const reviewer = person("reviewer", "R");
const director = person("director", "AD");
const rejecter = person("rejecter", "ARD");

const facts = (change: Partial<ObjectionFacts> = {}): ObjectionFacts => ({
  state: "filed",
  organisationId: COMPANY,
  reviewerId: null,
  reviewedBy: [],
  judgedBy: ["evaluator", "sub-coordinator", "rejecter"],
  interest: "none",
  assignee: null,
  ...change,
});

const asked = (change: Partial<ObjectionFacts>, command: ObjectionCommand, by: ObjectionPerson) => {
  const decided = decideObjection(facts(change), command, by, NOW);
  return decided.ok ? decided.value.state : decided.refusal;
};

const reviewing = { state: "reviewing", reviewerId: "reviewer" } as const;
const reviewed = { state: "reviewed", reviewerId: "reviewer", reviewedBy: ["reviewer"] } as const;
const grant: ObjectionCommand = { command: "grant", reason: "Sertifikat itu ternyata berlaku." };
const refusal: ObjectionCommand = { command: "refuse", reason: "Alasan penolakan tetap berlaku." };

describe("objecting to a rejection", () => {
  const filing: FilingFacts = {
    licenceState: "rejected",
    organisationId: COMPANY,
    until: "2026-12-23",
    today: "2026-12-23",
    isFiled: false,
    hasOpenCase: false,
  };

  it("is possible up to the last day that the rule gives, and not a day longer", () => {
    expect(filingRefusal(filing, owner, "Kami keberatan.")).toBeUndefined();
    expect(filingRefusal({ ...filing, today: "2026-12-24" }, owner, "Kami keberatan.")).toBe("objection-too-late");
  });

  it("is for the company alone, once, with reasons, and not beside another application", () => {
    expect(filingRefusal(filing, reviewer, "Kami keberatan.")).toBe("not-your-case");
    expect(filingRefusal(filing, owner, " \n")).toBe("reason-missing");
    expect(filingRefusal({ ...filing, isFiled: true }, owner, "Lagi.")).toBe("objection-filed");
    expect(filingRefusal({ ...filing, hasOpenCase: true }, owner, "Kami keberatan.")).toBe("licence-open");
  });

  it.each([
    "draft",
    "submitted",
    "checking",
    "returned",
    "checked",
    "endorsed",
    "verified",
    "withdrawn",
    "lapsed",
  ] as const)("is not possible while the application is %s", (licenceState) => {
    expect(filingRefusal({ ...filing, licenceState }, owner, "Kami keberatan.")).toBe("command-not-now");
  });
});

describe("the reviewer of an objection", () => {
  it("took no part in judging the application, whatever he did there", () => {
    expect(asked({}, { command: "take" }, reviewer)).toBe("reviewing");
    expect(asked({ judgedBy: ["reviewer"] }, { command: "take" }, reviewer)).toBe("objection-judged");
    expect(
      asked({ ...reviewing, judgedBy: ["reviewer"] }, { command: "review", advice: "grant", reason: "–" }, reviewer),
    ).toBe("objection-judged");
  });

  it("is not one who judged when a coordinator gives it to him, nor chosen by one who judged", () => {
    const assignee = { personId: "evaluator", organisationIds: new Set<string>(), mayReview: true, hasInterest: false };
    const give: ObjectionCommand = { command: "assign", personId: "00000000-0000-0000-0000-000000000000" };
    expect(asked({ assignee }, give, director)).toBe("assignee-judged");
    expect(asked({ assignee: { ...assignee, personId: "free" } }, give, director)).toBe("reviewing");
    expect(asked({ assignee: { ...assignee, personId: "free" } }, give, rejecter)).toBe("objection-judged");
    expect(asked({ assignee: { ...assignee, personId: "free", hasInterest: true } }, give, director)).toBe(
      "assignee-conflict",
    );
    expect(
      asked({ assignee: { ...assignee, personId: "free", organisationIds: new Set([COMPANY]) } }, give, director),
    ).toBe("assignee-conflict");
    expect(asked({ assignee: { ...assignee, personId: "free", mayReview: false } }, give, director)).toBe(
      "assignee-unfit",
    );
    expect(asked({ assignee: null }, give, director)).toBe("assignee-unfit");
    expect(asked({ ...reviewing, assignee: { ...assignee, personId: "reviewer" } }, give, director)).toBe(
      "assignee-same",
    );
  });

  it("declares his interest before his first act, and lets go of the objection when he has one", () => {
    expect(asked({ interest: "undeclared" }, { command: "take" }, reviewer)).toBe("interest-undeclared");
    expect(asked({ interest: "declared" }, { command: "take" }, reviewer)).toBe("conflict-of-interest");
    const own: ObjectionCommand = { command: "declare-interest", hasInterest: true, note: "Saudara saya." };
    expect(asked(reviewing, own, reviewer)).toBe("filed");
    expect(asked(reviewed, own, reviewer)).toBe("filed");
    expect(asked(reviewing, { ...own, note: " " }, reviewer)).toBe("reason-missing");
    expect(asked({ ...reviewing, interest: "declared" }, own, reviewer)).toBe("interest-stands");
  });

  it("releases the objection for another reviewer, after a declaration of interest", () => {
    const release: ObjectionCommand = { command: "release" };
    expect(asked({ ...reviewing, interest: "undeclared" }, release, reviewer)).toBe("interest-undeclared");
    expect(asked({ ...reviewing, interest: "undeclared" }, release, director)).toBe("filed");
    const decided = decideObjection(facts(reviewing), release, reviewer, NOW);
    expect(decided).toMatchObject({ ok: true, value: { state: "filed", reviewerId: null } });
  });

  it("advises with reasons, and only on what is his", () => {
    const advise: ObjectionCommand = { command: "review", advice: "grant", reason: "Benar." };
    expect(asked(reviewing, advise, reviewer)).toBe("reviewed");
    expect(asked(reviewing, { ...advise, reason: "" }, reviewer)).toBe("reason-missing");
    expect(asked(reviewing, advise, person("other", "R"))).toBe("not-your-case");
  });
});

describe("the decision on an objection", () => {
  it("is taken by somebody who neither judged the application nor advised", () => {
    expect(asked(reviewed, grant, director)).toBe("granted");
    expect(asked(reviewed, refusal, director)).toBe("refused");
    expect(asked(reviewed, grant, rejecter)).toBe("objection-judged");
    expect(asked({ ...reviewed, reviewedBy: ["both"] }, refusal, person("both", "ARD"))).toBe("four-eyes");
    expect(asked({ ...reviewed, reviewedBy: ["both", "reviewer"] }, grant, person("both", "ARD"))).toBe("four-eyes");
  });

  it("needs its reasons, and an opinion before it", () => {
    expect(asked(reviewed, { command: "grant", reason: " " }, director)).toBe("reason-missing");
    expect(asked(reviewed, { command: "refuse", reason: "" }, director)).toBe("reason-missing");
    expect(asked(reviewing, grant, director)).toBe("command-not-now");
    expect(asked({}, refusal, director)).toBe("command-not-now");
  });

  it("ends the promise, and whoever withdraws ends it too", () => {
    const promised = (change: Partial<ObjectionFacts>, command: ObjectionCommand, by: ObjectionPerson) => {
      const decided = decideObjection(facts(change), command, by, NOW);
      return decided.ok ? decided.value.promise?.type : decided.refusal;
    };
    expect(promised(reviewed, grant, director)).toBe("fulfilled");
    expect(promised(reviewed, refusal, director)).toBe("fulfilled");
    expect(promised(reviewing, { command: "withdraw" }, owner)).toBe("withdrawn");
  });

  it("is no officer's who belongs to the company", () => {
    const both = { ...director, organisationIds: new Set([COMPANY]) };
    expect(asked(reviewed, grant, both)).toBe("conflict-of-interest");
  });
});

describe("whoever judged", () => {
  it("is whoever did any act of judging, and nobody for handing a case over or declaring", () => {
    expect(JUDGING_COMMANDS.toSorted()).toEqual([
      "accept-item",
      "drop-finding",
      "endorse",
      "finish-check",
      "keep-finding",
      "pause",
      "record-fact",
      "reject",
      "reopen-item",
      "resume",
      "return",
      "send-back",
      "undo-acceptance",
      "verify",
    ]);
  });

  it("is never a hand in an objection, in whatever order people try whatever they like", () => {
    const people = [
      owner,
      reviewer,
      director,
      rejecter,
      person("all", "ARD"),
      person("evaluator", "R"),
      person("new", "R"),
    ];
    const anyCommand = fc.constantFrom<ObjectionCommand>(
      { command: "take" },
      { command: "release" },
      { command: "assign", personId: "reviewer" },
      { command: "assign", personId: "evaluator" },
      { command: "assign", personId: "all" },
      { command: "declare-interest", hasInterest: false, note: "" },
      { command: "declare-interest", hasInterest: true, note: "Ya." },
      { command: "review", advice: "refuse", reason: "Tidak." },
      { command: "send-back", reason: "Lihat lagi." },
      grant,
      refusal,
      { command: "withdraw" },
    );
    const steps = fc.array(fc.tuple(fc.nat({ max: people.length - 1 }), anyCommand), { maxLength: 40 });
    fc.assert(
      fc.property(steps, (tried) => {
        const judgedBy = ["evaluator", "rejecter"];
        const interests = new Map<string, Interest>();
        let state: ObjectionState = "filed";
        let reviewerId: string | null = null;
        let reviewedBy: string[] = [];
        for (const [nth, command] of tried) {
          const by = people[nth] ?? owner;
          const given =
            command.command === "assign" ? people.find(({ personId }) => personId === command.personId) : null;
          const known = facts({
            state,
            reviewerId,
            reviewedBy,
            judgedBy,
            interest: interests.get(by.personId) ?? "undeclared",
            assignee: given ? { ...given, hasInterest: interests.get(given.personId) === "declared" } : null,
          });
          const decided = decideObjection(known, command, by, NOW);
          const may = possibleObjectionCommands(known, by);
          if (decided.ok) expect(may).toContain(command.command);
          if (!decided.ok) continue;
          if (command.command === "declare-interest") {
            interests.set(by.personId, command.hasInterest ? "declared" : "none");
          } else if (by !== owner) {
            expect(judgedBy).not.toContain(by.personId);
            if (command.command !== "assign" && command.command !== "release")
              expect(interests.get(by.personId)).toBe("none");
          }
          if (command.command === "grant" || command.command === "refuse")
            expect(reviewedBy).not.toContain(by.personId);
          if (decided.value.reviewerId !== undefined) reviewerId = decided.value.reviewerId;
          if (decided.value.advice !== null) reviewedBy = [...reviewedBy, by.personId];
          state = decided.value.state;
          if (reviewerId !== null) expect(judgedBy).not.toContain(reviewerId);
        }
        if (["granted", "refused", "withdrawn"].includes(state)) {
          const over = facts({ state, reviewerId, reviewedBy, judgedBy });
          for (const by of people) expect(possibleObjectionCommands(over, by)).toEqual([]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("may give no command at all, in any state", () => {
    for (const state of ["filed", "reviewing", "reviewed", "granted", "refused", "withdrawn"] as const) {
      const may = possibleObjectionCommands(facts({ state, reviewerId: "rejecter" }), rejecter);
      expect(may.filter((name) => name !== "declare-interest")).toEqual([]);
    }
    expect(OBJECTION_COMMANDS).toHaveLength(9);
  });
});
