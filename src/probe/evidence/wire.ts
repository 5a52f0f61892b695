/** Composition of evidence: signs, writes and verifies records. */
export { type RecordFinding, verifyRecord } from "./verify-record.effects.ts";
export { judgedToday, writeRecord } from "./write-record.effects.ts";
