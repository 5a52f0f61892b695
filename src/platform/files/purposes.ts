/** What a person may upload a PDF for. */
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
