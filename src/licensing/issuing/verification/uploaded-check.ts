import type { DocumentCheck, DocumentVerdict } from "./verify-document.ts";

/** Where a published decree stands in the register; one that ends a code says something else than one that gives it. */
export type RegisterState = "valid" | "superseded" | "revoked" | "ended" | "ends-code";

/** The answer about an uploaded file, its bytes and the register taken together. */
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

/** What the register knows that bears on an uploaded file. */
export interface UploadFacts {
  readonly check: DocumentCheck;
  /** The decree the file names, as the register has it; null when it has none. */
  readonly registered: { readonly state: RegisterState; readonly demonstration: boolean } | null;
  /** The decree whose page the file was given to; null on the general page. */
  readonly expectedDecreeId: string | null;
}

/** A sound file is worth what the register says; an unsound one is worth nothing whatever the register says. */
export function judgeUpload({ check, registered, expectedDecreeId }: UploadFacts): UploadAnswer {
  if (check.verdict !== "valid") return check.verdict;
  if (check.decreeId === null || registered === null) return "unknown";
  if (expectedDecreeId !== null && check.decreeId !== expectedDecreeId) return "other-decree";
  return answerFor(registered);
}

/** What anybody is told about a decree of the register. */
export function answerFor(registered: {
  readonly state: RegisterState;
  readonly demonstration: boolean;
}): UploadAnswer {
  const { state, demonstration } = registered;
  if (!demonstration) return state;
  if (state === "valid") return "valid-demonstration";
  return state === "ends-code" ? "ends-code-demonstration" : state;
}
