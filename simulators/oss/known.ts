/**
 * NIBs with a fixed meaning, for tests, the demonstration and manual trials.
 * No real NIB starts with 77 or 0077: real ones start with a day of the month or with an older fixed prefix.
 */
export const knownNib = {
  ready: "7700000000001",
  readyKoperasi: "7700000000002",
  readyCv: "7700000000003",
  foreignName: "7700000000004",
  foreignNameApostrophe: "7700000000005",
  longName: "7700000000006",
  leadingZero: "0077000000001",
  mayOperate: "7700000000007",
  frozen: "7700000000011",
  revoked: "7700000000012",
  revokedByDocument: "7700000000013",
  notYetActive: "7700000000014",
  withoutKbli: "7700000000015",
  oddRisk: "7700000000016",
  withoutNpwp: "7700000000017",
  unknownCity: "7700000000018",
  unlistedStatus: "7700000000019",
  unknown: "7799999999999",
} as const;

/** NIBs whose query always fails in a fixed way, independent of the mode. */
export const troubledNib = {
  slow: "7700000000091",
  "error-500": "7700000000092",
  malformed: "7700000000093",
  hang: "7700000000094",
  flaky: "7700000000095",
  oversized: "7700000000096",
  "error-inside": "7700000000097",
} as const;
