/** Why an import is not previewed, executed or undone. */
export type ImportRefusalCode =
  | "no-such-import"
  | "version-stale"
  | "import-over"
  | "import-has-faults"
  | "import-changes-nothing"
  | "import-world-changed"
  | "import-not-carried-out"
  | "import-used"
  | "import-has-case"
  | "import-reason-missing";

/** HTTP status of each refusal. */
export const IMPORT_STATUS: Readonly<Record<ImportRefusalCode, number>> = {
  "no-such-import": 404,
  "version-stale": 409,
  "import-over": 409,
  "import-has-faults": 409,
  "import-changes-nothing": 409,
  "import-world-changed": 409,
  "import-not-carried-out": 409,
  "import-used": 409,
  "import-has-case": 409,
  "import-reason-missing": 400,
};
