import type { FindingLevel, Place } from "./finding.shared.ts";
import type { FindingCode } from "./finding-codes.shared.ts";

/** A fault of one file, before it is known on which slot it hangs. */
export interface FileFault {
  readonly code: FindingCode;
  /** It blocks when nothing is said. */
  readonly level?: FindingLevel;
  readonly place?: Partial<Place>;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Id of a rule; the requirement itself when there is none. */
  readonly rule?: string;
}

/** A fault of a file, if the condition holds. */
export function faultIf(isFault: boolean, fault: FileFault): readonly FileFault[] {
  return isFault ? [fault] : [];
}
