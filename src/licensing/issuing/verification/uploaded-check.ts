import type { DocumentCheck, DocumentVerdict } from "./verify-document.ts";

/** The state of a published decree in the register; a decree that ends the assignment of a code has a separate answer. */
export type RegisterState = "valid" | "superseded" | "revoked" | "ended" | "ends-code";

/** The answer about an uploaded file, from its bytes and the register together. */
export type UploadAnswer =
  | DocumentVerdict
  | "valid-demonstration"
  | "superseded"
  | "revoked"
  | "ended"
  | "ends-code"
  | "ends-code-demonstration"
  | "unknown"
  | "other-decree";

/** The facts about an uploaded file. */
export interface UploadFacts {
  readonly check: DocumentCheck;
  /** The decree that the file names, from the register; null if it has none. */
  readonly registered: { readonly state: RegisterState; readonly demonstration: boolean } | null;
  /** The decree on whose page the file was uploaded; null on the general page. */
  readonly expectedDecreeId: string | null;
}

/** For an intact file, the register decides; for any other, the check of its bytes does, regardless of the register. */
export function judgeUpload({ check, registered, expectedDecreeId }: UploadFacts): UploadAnswer {
  if (check.verdict !== "valid") return check.verdict;
  if (check.decreeId === null || registered === null) return "unknown";
  if (expectedDecreeId !== null && check.decreeId !== expectedDecreeId) return "other-decree";
  return answerFor(registered);
}

/** The public answer about a decree of the register. */
export function answerFor(registered: {
  readonly state: RegisterState;
  readonly demonstration: boolean;
}): UploadAnswer {
  const { state, demonstration } = registered;
  if (!demonstration) return state;
  if (state === "valid") return "valid-demonstration";
  return state === "ends-code" ? "ends-code-demonstration" : state;
}
