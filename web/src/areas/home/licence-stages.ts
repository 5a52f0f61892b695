/** The stage of a company between its access code and its active licence. */

/** The stages in order. */
export const STAGES = ["number", "licence", "test", "sklo", "oss", "active"] as const;

/** One of `STAGES`. */
export type LicencePhase = (typeof STAGES)[number];

/** The company's next action, or the event that it waits for. */
export type NextAct =
  | "begin"
  | "draft"
  | "returned"
  | "evaluation"
  | "askTest"
  | "test"
  | "sklo"
  | "upload"
  | "seen"
  | "active"
  | "suspended";

/** The known facts of a company; null for objects that do not exist. */
export interface PhaseFacts {
  readonly hasNumber: boolean;
  /** State of the latest licence application. */
  readonly licence: string | null;
  /** State of the latest test of that application. */
  readonly test: string | null;
  readonly handover: "none" | "to-upload" | "seen" | "granted" | null;
  /** State of the licence on record. */
  readonly standing: "active" | "suspended" | "revoked" | null;
}

const ENDED_TESTS: readonly (string | null)[] = [null, "failed", "missed", "lapsed", "withdrawn"];

/** The stage of a company and its next action; undefined before it has an access code. */
export function licencePhaseOf(
  facts: PhaseFacts,
): { readonly stage: LicencePhase; readonly next: NextAct } | undefined {
  const { hasNumber, licence, test, handover, standing } = facts;
  if (standing === "active" || standing === "suspended") return { stage: "active", next: standing };
  if (!hasNumber) return undefined;
  if (licence === "draft" || licence === "returned") return { stage: "licence", next: licence };
  if (licence === null || ["rejected", "withdrawn", "lapsed"].includes(licence) || standing === "revoked")
    return { stage: "licence", next: "begin" };
  if (licence !== "verified") return { stage: "licence", next: "evaluation" };
  if (handover === "to-upload") return { stage: "oss", next: "upload" };
  if (handover === "seen" || handover === "granted") return { stage: "oss", next: "seen" };
  if (test === "passed" || test === "certified") return { stage: "sklo", next: "sklo" };
  return { stage: "test", next: ENDED_TESTS.includes(test) ? "askTest" : "test" };
}
