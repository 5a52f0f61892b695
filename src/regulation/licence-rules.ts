import type { Rulebook } from "./rulebook.ts";

/** The rules of a licence application, except its processing time. */
export interface LicenceCaseRules {
  /** E.g. "IZN-{yyyymmdd}{seq:5}". */
  readonly numberStyle: string;
  /** Whether an applied-for code is sufficient to begin. */
  readonly isAppliedCodeEnough: boolean;
  /** Whether OSS is informed that documents count as verified because the ministry was late. */
  readonly isDeemedRecorded: boolean;
  /** E.g. "KBR-{yyyymmdd}{seq:5}". */
  readonly objectionNumberStyle: string;
  /** Number of working days after a rejection within which a company may object. */
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
