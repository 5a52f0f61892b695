import { DOCUMENT_FAULTS, SCHEMA_WARNING } from "./documents/document-fault.ts";
import { ERROR_OF_FAULT, errorOfStatus } from "./hook-fault.ts";

/** Error code for a fault of this system, not of the webhook. */
export const OUR_FAULT = 12_400;

const WRONG_STATUSES = [302, 500];

/** Every error code of a webhook, its document or a recording that the document names. */
export const HOOK_ERRORS: readonly number[] = [
  ...new Set([
    ...Object.values(ERROR_OF_FAULT),
    ...Object.values(DOCUMENT_FAULTS),
    ...WRONG_STATUSES.flatMap((status) => errorOfStatus(status) ?? []),
    ...[SCHEMA_WARNING, OUR_FAULT],
  ]),
].toSorted((one, other) => one - other);
