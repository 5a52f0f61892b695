/** The URL parameters that filter the list of calls. */
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
