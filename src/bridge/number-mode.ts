/**
 * How far a code may be used: `off` not at all, `test` for listed lines inside an approved test or rehearsal, `open`
 * for everybody.
 */
export type NumberMode = "off" | "test" | "open";
