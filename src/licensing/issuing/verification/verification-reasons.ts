/** Every reason that a check of the bytes can return. */
export const VERIFICATION_REASONS = [
  "file-too-large",
  "not-a-pdf",
  "no-signature",
  "signature-damaged",
  "bytes-added",
  "range-wrong",
  "cms-malformed",
  "digest-mismatch",
  "signature-wrong",
  "certificate-mismatch",
  "time-missing",
  "chain-unknown",
  "certificate-not-valid-then",
  "certificate-not-for-documents",
] as const;

/** Why a file is not valid. */
export type VerificationReason = (typeof VERIFICATION_REASONS)[number];
