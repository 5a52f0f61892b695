import type { Rulebook } from "./rulebook.ts";

/** What a licence application goes by, beside its promise. */
export interface LicenceCaseRules {
  /** E.g. "IZN-{yyyymmdd}{seq:5}". */
  readonly numberStyle: string;
  /** Whether a code that was only applied for is enough to begin. */
  readonly isAppliedCodeEnough: boolean;
  /** Whether OSS is told when documents count as verified because the ministry was late. */
  readonly isDeemedRecorded: boolean;
  /** E.g. "KBR-{yyyymmdd}{seq:5}". */
  readonly objectionNumberStyle: string;
  /** Working days after a rejection within which a company may object. */
  readonly objectionDays: number;
}

/** Reads the rules of licence applications. */
export function readLicenceCaseRules({ rules }: Rulebook): LicenceCaseRules {
  return {
    numberStyle: rules["licence-number-style"].value,
    isAppliedCodeEnough: rules["licence-with-applied-code"].value,
    isDeemedRecorded: rules["deemed-approval-recorded"].value,
    objectionNumberStyle: rules["objection-number-style"].value,
    objectionDays: rules["objection-working-days"].value,
  };
}
