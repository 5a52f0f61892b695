import type { TestFacts, TestItem } from "../src/licensing/operational-tests/index.ts";

/** A bookable test day: the eighth after 25 November 2026, two teams free. */
export const FREE_DAY = { date: "2026-12-03", daysAhead: 8, closed: null, freeTeams: 2 } as const;

/** Ordinary facts of a decision; `change` overrides some. */
export function testFacts(change: Partial<TestFacts> = {}): TestFacts {
  return {
    state: "requested",
    method: "site",
    isMethodOpen: false,
    organisationId: "company",
    today: "2026-11-25",
    testDay: FREE_DAY,
    askedDay: null,
    fieldCheckDate: null,
    teamIds: [],
    leadId: null,
    documentJudges: [],
    candidates: [],
    interest: "none",
    items: [],
    standing: [],
    answersDigest: "a".repeat(64),
    reportDigest: "b".repeat(64),
    verdict: "fit",
    signed: { applicant: null, ministry: null },
    proof: null,
    isSignerOfCompany: true,
    skloStage: "none",
    skloPreparedBy: null,
    skloEndorsedBy: null,
    skloProposedBy: null,
    skloDigest: "c".repeat(64),
    isNibBlocked: false,
    mandateRefusal: null,
    rules: { daysAheadMin: 8, onWorkingDayOnly: true },
    ...change,
  };
}

/** A visual item that must pass, from a source. */
export function observedItem(key: string, change: Partial<TestItem> = {}): TestItem {
  return {
    key,
    area: "service",
    kind: "observed",
    name: { id: key, en: key },
    method: { id: "Panggilan uji", en: "Test call" },
    expected: { id: "Berhasil", en: "Works" },
    unit: null,
    limit: null,
    evidence: ["log"],
    mandatory: true,
    standing: "confirmed",
    clause: "–",
    dependsOn: [],
    device: null,
    because: null,
    ...change,
  };
}

/** A measured item with a limit. */
export function measuredItem(
  key: string,
  limit: NonNullable<TestItem["limit"]>,
  change: Partial<TestItem> = {},
): TestItem {
  return observedItem(key, { kind: "measured", unit: "seconds", limit, ...change });
}
