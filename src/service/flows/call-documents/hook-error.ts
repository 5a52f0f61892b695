import { DOCUMENT_FAULTS, SCHEMA_WARNING } from "./documents/document-fault.ts";
import { ERROR_OF_FAULT, errorOfStatus } from "./hook-fault.ts";

/** What failed here, and not at the hook. */
export const OUR_FAULT = 12_400;

const WRONG_STATUSES = [302, 500];

/** Every number by which something is said to be wrong with a hook, its document or a recording that it names. */
export const HOOK_ERRORS: readonly number[] = [
  ...new Set([
    ...Object.values(ERROR_OF_FAULT),
    ...Object.values(DOCUMENT_FAULTS),
    ...WRONG_STATUSES.flatMap((status) => errorOfStatus(status) ?? []),
    ...[SCHEMA_WARNING, OUR_FAULT],
  ]),
].toSorted((one, other) => one - other);
