/** The permitted use of a code: `off` none, `test` for listed lines during an approved test or rehearsal, `open` for all callers. */
export type NumberMode = "off" | "test" | "open";
