import type { FindingLevel, Place } from "./finding.shared.ts";
import type { FindingCode } from "./finding-codes.shared.ts";

/** A fault of one file, before its slot is known. */
export interface FileFault {
  readonly code: FindingCode;
  /** Defaults to blocking. */
  readonly level?: FindingLevel;
  readonly place?: Partial<Place>;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Id of a rule; defaults to the requirement. */
  readonly rule?: string;
}

/** The fault of a file if the condition holds. */
export function faultIf(isFault: boolean, fault: FileFault): readonly FileFault[] {
  return isFault ? [fault] : [];
}
