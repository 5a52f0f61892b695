/** The parts of an address that narrow the list of calls down. */
export const FILTER_KEYS = [
  "search",
  "code",
  "phone",
  "direction",
  "outcome",
  "answered",
  "recorded",
  "from",
  "to",
] as const;
