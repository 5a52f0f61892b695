import { describe, expect, it } from "vitest";
import { licenceFacts } from "../../../testkit/licence-facts.ts";
import { decideLicence, type LicenceCommand } from "./decide-licence.ts";
import type { LicenceFacts, LicencePerson } from "./licence-facts.ts";

const NOW_MS = Date.parse("2026-12-01T09:00:00+07:00");
const COMPANY = "company";
const OFFICER = "officer";

/** An officer of a small office with every role of the chain. */
const officer: LicencePerson = {
  personId: OFFICER,
  organisationIds: new Set(),
  mayAssign: true,
  mayCheck: true,
  mayEndorse: true,
  mayDecide: true,
};

function decide(change: Partial<LicenceFacts>, command: LicenceCommand, by: Partial<LicencePerson> = {}): string {
  const decided = decideLicence(licenceFacts(change), command, { ...officer, ...by }, NOW_MS);
  return decided.ok ? decided.value.state : decided.refusal;
}

const take: LicenceCommand = { command: "take" };
const finishCheck: LicenceCommand = { command: "finish-check" };
const endorse: LicenceCommand = { command: "endorse", note: "" };
const sendBack: LicenceCommand = { command: "send-back", reason: "Periksa lagi." };
const verify: LicenceCommand = { command: "verify", reason: "" };
const reject: LicenceCommand = { command: "reject", reason: "Tidak lengkap." };

describe("separation of duties on a licence application", () => {
  const checked = { state: "checked", assigneeId: "evaluator", checkedBy: ["evaluator"] } as const;
  const endorsed = { ...checked, state: "endorsed", endorsedBy: ["sub-coordinator"] } as const;

  it("permits each step to an officer who took no part before", () => {
    expect(decide({}, take)).toBe("checking");
    expect(decide(checked, endorse)).toBe("endorsed");
    expect(decide(endorsed, verify)).toBe("verified");
    expect(decide(endorsed, reject)).toBe("rejected");
  });

  it("refuses the check to an officer who endorsed it, whether the check is untaken or assigned", () => {
    expect(decide({ endorsedBy: [OFFICER] }, take)).toBe("four-eyes");
    expect(decide({ state: "checking", assigneeId: OFFICER, endorsedBy: [OFFICER] }, finishCheck)).toBe("four-eyes");
  });

  it.each([
    ["checked it", { checkedBy: ["evaluator", OFFICER] }],
    ["holds its check", { assigneeId: OFFICER }],
  ])("refuses the endorsement and the decision to an officer who %s", (_step, part) => {
    for (const command of [endorse, sendBack]) expect(decide({ ...checked, ...part }, command)).toBe("four-eyes");
    for (const command of [verify, reject, sendBack])
      expect(decide({ ...endorsed, ...part }, command)).toBe("four-eyes");
  });

  it("refuses the decision to an officer who endorsed it", () => {
    for (const command of [verify, reject, sendBack])
      expect(decide({ ...endorsed, endorsedBy: ["sub-coordinator", OFFICER] }, command)).toBe("four-eyes");
  });

  it("permits the endorsement again to the officer who endorsed it before it was sent back", () => {
    expect(decide({ ...checked, endorsedBy: [OFFICER] }, endorse)).toBe("endorsed");
  });

  it("permits a coordinator who is an evaluator as well to correct the check of another officer", () => {
    const findings = [{ id: "f1", requirement: "D01", state: "draft" }] as const;
    const drop: LicenceCommand = { command: "drop-finding", id: "f1" };
    expect(decide({ state: "checking", assigneeId: "evaluator", findings }, drop)).toBe("checking");
    expect(decide({ state: "checking", assigneeId: "evaluator", findings }, finishCheck)).toBe("not-your-case");
  });
});

describe("a refused command on a licence application", () => {
  const held = { state: "checking", assigneeId: OFFICER } as const;

  it("carries the code of its reason", () => {
    expect(decide({}, take, { mayCheck: false })).toBe("not-your-case");
    expect(decide({}, verify)).toBe("command-not-now");
    expect(decide({ ...held, isPaused: true }, finishCheck)).toBe("promise-paused");
    expect(decide(held, finishCheck, { organisationIds: new Set([COMPANY]) })).toBe("conflict-of-interest");
    expect(decide({ ...held, interest: "declared" }, finishCheck)).toBe("conflict-of-interest");
    expect(decide({ ...held, interest: "undeclared" }, finishCheck)).toBe("interest-undeclared");
  });
});

describe("the assignment of a licence application", () => {
  const assign: LicenceCommand = { command: "assign", personId: "evaluator" };
  const assignee = { personId: "evaluator", organisationIds: new Set<string>(), mayCheck: true, hasInterest: false };

  it("goes to an evaluator without a part in the case", () => {
    expect(decide({ assignee }, assign)).toBe("checking");
  });

  it.each([
    ["an unknown person", { assignee: null }, "assignee-unfit"],
    ["an officer who does not check", { assignee: { ...assignee, mayCheck: false } }, "assignee-unfit"],
    ["an officer with an interest", { assignee: { ...assignee, hasInterest: true } }, "assignee-conflict"],
    [
      "an officer of the company",
      { assignee: { ...assignee, organisationIds: new Set([COMPANY]) } },
      "assignee-conflict",
    ],
    ["an officer who endorsed it", { assignee, endorsedBy: ["evaluator"] }, "four-eyes"],
    ["the officer who holds it", { assignee, state: "checking", assigneeId: "evaluator" }, "assignee-same"],
  ] as const)("is refused to %s", (_who, change, refusal) => {
    expect(decide(change, assign)).toBe(refusal);
  });
});
