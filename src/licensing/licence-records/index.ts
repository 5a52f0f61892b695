/**
 * Licences on record: issued by OSS for an application in this system, or imported, with their standing and history. A
 * change of standing and the modes of the company's codes are one transaction.
 */
export {
  codesModeFor,
  decideLicence,
  type LicenceAct,
  type LicenceRecordRefusal,
  type LicenceRecordState,
} from "./licence-record.ts";
