import { checkAgreements } from "./check-agreements.shared.ts";
import { checkCommitment } from "./check-commitment.shared.ts";
import { checkCompany } from "./check-company.shared.ts";
import { checkConfiguration } from "./check-configuration.shared.ts";
import { checkContact } from "./check-contact.shared.ts";
import { checkDeclarations } from "./check-declarations.shared.ts";
import { checkDevices } from "./check-devices.shared.ts";
import { checkEquivalence } from "./check-equivalence.shared.ts";
import { checkFiles } from "./check-files.shared.ts";
import { type CheckFrame, isPartRequired, type PreCheckInput } from "./check-frame.shared.ts";
import { checkFunds } from "./check-funds.shared.ts";
import { checkShareholding } from "./check-shareholding.shared.ts";
import type { PreCheckFinding } from "./finding.shared.ts";
import type { PartKey } from "./form.shared.ts";
import { requirementsOf } from "./required.shared.ts";

/** Maximum number of findings reported at once. */
const FINDINGS_MAX = 2_000;

type Check = (frame: CheckFrame) => readonly PreCheckFinding[];

/** The checks of each form part, in the order of the list of requirements. */
const PART_CHECKS: readonly (readonly [PartKey, Check])[] = [
  ["service", checkCompany],
  ["commitment", checkCommitment],
  ["configuration", checkConfiguration],
  ["equivalence", checkEquivalence],
  ["devices", checkDevices],
  ["agreements", checkAgreements],
  ["contact", checkContact],
  ["funds", checkFunds],
  ["shareholding", checkShareholding],
];

/**
 * Reports all findings of a licence application at once, before an officer checks it: the same code in browser and
 * server. Unreadable facts are "not-checked" and never block.
 */
export function preCheck(input: PreCheckInput): readonly PreCheckFinding[] {
  const frame: CheckFrame = { ...input, asked: requirementsOf(input.form, input.company, input.rules) };
  const ofParts = PART_CHECKS.filter(([part]) => isPartRequired(frame, part)).flatMap(([, check]) => check(frame));
  const found = [...ofParts, ...checkDeclarations(frame), ...checkFiles(frame)];
  const order = new Map(frame.asked.map(({ key }, index) => [key, index]));
  return found
    .toSorted((left, right) => (order.get(left.requirement) ?? 0) - (order.get(right.requirement) ?? 0))
    .slice(0, FINDINGS_MAX);
}

/** The findings of the documents of a test request, in the format of an application's. */
export function preCheckOfTest(input: PreCheckInput): readonly PreCheckFinding[] {
  return checkFiles({ ...input, asked: requirementsOf(input.form, input.company, input.rules, "test") });
}

/** Whether no finding blocks the submission. */
export function mayBeHandedIn(findings: readonly PreCheckFinding[]): boolean {
  return !findings.some(({ level }) => level === "blocks");
}
