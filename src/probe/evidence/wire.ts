/** The working door of evidence: records are signed, written and verified. */
export { type RecordFinding, verifyRecord } from "./verify-record.effects.ts";
export { judgedToday, writeRecord } from "./write-record.effects.ts";
