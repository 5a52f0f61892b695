/**
 * Licences on record: one that OSS issued for an application of ours or an import brought, its standing, and what became of
 * it. A change of standing and the modes of the company's codes are one transaction.
 */
export {
  codesModeFor,
  decideLicence,
  type LicenceAct,
  type LicenceRecordRefusal,
  type LicenceRecordState,
} from "./licence-record.ts";
