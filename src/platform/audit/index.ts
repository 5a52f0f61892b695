/** The audit log: append-only entries, sealed into one chain after commit, verified by anyone who may read it. */
export { recordAudit } from "./audit.store.ts";
export {
  type AuditPlace,
  type CentreAuditFilter,
  type CentreAuditRow,
  centreAudit,
  centreAuditChoices,
  countCentreAudit,
} from "./centre-audit.store.ts";
export type { AuditFact } from "./entry.ts";
export { openSealer, sealOnce } from "./sealer.ts";
export { type AuditReport, verifyAudit } from "./verify.ts";
