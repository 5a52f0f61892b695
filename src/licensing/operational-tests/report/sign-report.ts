import { ok, refuse } from "../../../kernel/index.ts";
import {
  type CommandOf,
  type Decided,
  type SignatureDecision,
  type TestDecision,
  unchanged,
} from "../test-decision.ts";
import type { TestFacts, TestPerson, TestRefusal } from "../test-facts.ts";

/** The side of a signature: the team's own, or that of a present member of the company by one-time code. */
function sideOf(facts: TestFacts, person: TestPerson, forPersonId: string | null): "applicant" | "ministry" {
  if (person.organisationIds.has(facts.organisationId)) return "applicant";
  return forPersonId === null ? "ministry" : "applicant";
}

/** Why a signature or refusal is not accepted; undefined if it is. */
function wordRefusal(
  facts: TestFacts,
  word: { readonly side: "applicant" | "ministry"; readonly digest: string; readonly personId: string },
): TestRefusal | undefined {
  if (word.digest !== facts.reportDigest) return "test-report-changed";
  if (facts.signed[word.side] !== null) return "test-signature-given";
  // The lead signs for the team.
  if (word.side === "ministry" && facts.leadId !== word.personId) return "not-your-case";
  return word.side === "applicant" && !facts.isSignerOfCompany ? "test-signer-unfit" : undefined;
}

/** One side signs the displayed report, with proof of the signer's identity. */
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

/** The company refuses to sign: its remarks are added to the report, which closes nevertheless. */
export function refuseReport(facts: TestFacts, command: CommandOf<"refuse-report">, person: TestPerson): Decided {
  const { reportDigest, remarks } = command;
  const side = sideOf(facts, person, command.personId);
  // A team that disagrees with its report withdraws it instead of refusing to sign.
  if (side === "ministry") return refuse("not-your-case");
  const refusal = wordRefusal(facts, { side, digest: reportDigest, personId: person.personId });
  if (refusal !== undefined) return refuse(refusal);
  const personId = command.personId ?? person.personId;
  return ok(withWord(facts, { side, kind: "refused", personId, how: null, remarks }));
}

/** The report closes when the ministry has signed and the company has signed, refused, or missed the period. */
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
    // An SKLO that was prepared for a failed test is discarded.
    skloStage: isFit ? facts.skloStage : "none",
  };
}
