/** Purposes for which a user may upload a PDF. */
export const UPLOAD_PURPOSES = [
  "deed",
  "letter",
  "nib",
  "legal-basis",
  "assignment",
  "authority",
  "evidence",
  "licence",
  "licence-paper",
  "test-paper",
  "izin-by-hand",
] as const;
