import { ok, refuse } from "../../../kernel/index.ts";
import {
  type CommandOf,
  type Decided,
  type SignatureDecision,
  type TestDecision,
  unchanged,
} from "../test-decision.ts";
import type { TestFacts, TestPerson, TestRefusal } from "../test-facts.ts";

/** On whose side somebody signs: the team for itself, or for somebody of the company who is there with his code. */
function sideOf(facts: TestFacts, person: TestPerson, forPersonId: string | null): "applicant" | "ministry" {
  if (person.organisationIds.has(facts.organisationId)) return "applicant";
  return forPersonId === null ? "ministry" : "applicant";
}

/** What stands in the way of any word on the report; undefined when nothing does. */
function wordRefusal(
  facts: TestFacts,
  word: { readonly side: "applicant" | "ministry"; readonly digest: string; readonly personId: string },
): TestRefusal | undefined {
  if (word.digest !== facts.reportDigest) return "test-report-changed";
  if (facts.signed[word.side] !== null) return "test-signature-given";
  // The team speaks by its lead.
  if (word.side === "ministry" && facts.leadId !== word.personId) return "not-your-case";
  return word.side === "applicant" && !facts.isSignerOfCompany ? "test-signer-unfit" : undefined;
}

/** One side signs what it was shown, by something that only he has who signs. */
export function signReport(facts: TestFacts, command: CommandOf<"sign-report">, person: TestPerson): Decided {
  const { proof, reportDigest, remarks } = command;
  const side = sideOf(facts, person, proof.personId);
  const refusal = wordRefusal(facts, { side, digest: reportDigest, personId: person.personId });
  if (refusal !== undefined) return refuse(refusal);
  if (facts.proof === null || facts.proof === "missing") return refuse("signing-proof-missing");
  if (facts.proof === "wrong") return refuse("signing-proof-wrong");
  const personId = proof.personId ?? person.personId;
  return ok(withWord(facts, { side, kind: "signed", personId, how: proof.kind, remarks }));
}

/** The company will not sign: its remarks stand beside the report, which closes all the same. */
export function refuseReport(facts: TestFacts, command: CommandOf<"refuse-report">, person: TestPerson): Decided {
  const { reportDigest, remarks } = command;
  const side = sideOf(facts, person, command.personId);
  // A team that does not stand by its report takes it back.
  if (side === "ministry") return refuse("not-your-case");
  const refusal = wordRefusal(facts, { side, digest: reportDigest, personId: person.personId });
  if (refusal !== undefined) return refuse(refusal);
  const personId = command.personId ?? person.personId;
  return ok(withWord(facts, { side, kind: "refused", personId, how: null, remarks }));
}

/** The report closes when the ministry has signed and the company has said its word, or its time is over. */
export function withWord(facts: TestFacts, signature: SignatureDecision): TestDecision {
  const said = { ...facts.signed, [signature.side]: signature.kind };
  const note = signature.remarks.trim() === "" ? null : signature.remarks;
  const same = { ...unchanged(facts), signature, note };
  if (said.ministry !== "signed" || said.applicant === null) return same;
  const isFit = facts.verdict === "fit";
  return {
    ...same,
    state: isFit ? "passed" : "failed",
    isClosed: true,
    evaluation: facts.method === "self" ? ["resumed", "fulfilled"] : [],
    sklo: isFit ? ["started"] : [],
    // An SKLO that was prepared for a test that failed is none.
    skloStage: isFit ? facts.skloStage : "none",
  };
}
