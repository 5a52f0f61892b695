import { describe, expect, it } from "vitest";
import { openTexts } from "../platform/texts/index.ts";
import {
  calendarsInForce,
  citationFault,
  currentRuleset,
  findRuleset,
  lawTitles,
  openRulebook,
  openRulebookOf,
  publishedRulesets,
  publishRulesets,
  readDecreeRules,
  readFileRules,
  readHoldRules,
  readIdentityRules,
  readNumberingPlan,
  readPasswordRules,
  readPromiseTerms,
  readServiceRules,
  readWorkingCalendar,
  ruleAt,
  ruleGroups,
  ruleIds,
  ruleInForce,
  rulesetVersion,
  rulesInForce,
  STANDINGS,
  writeNumber,
} from "./index.ts";

const today = "2026-11-25";

function bookOn(atDate: string) {
  const opened = openRulebook({ version: rulesetVersion, atDate });
  if (!opened.ok) throw new Error(opened.refusal.code);
  return opened.value;
}

/** The shipped version as stored, as the basis of further ones in the tests. */
const stored = { ...currentRuleset, basedOn: null };

const longerHold = {
  version: "2027.01",
  publishedOn: "2027-01-10",
  basedOn: rulesetVersion,
  rules: [{ ...ruleOf("hold-minutes"), value: 45, validFrom: "2027-01-10" }],
  sources: {},
};

function ruleOf(id: (typeof ruleIds)[number]) {
  const found = ruleInForce(id, today, currentRuleset);
  if (!found.ok) throw new Error(found.refusal.code);
  return found.value;
}

describe("a rule", () => {
  it("has a clause, a source with a title, a standing and a beginning", () => {
    for (const rule of currentRuleset.rules) {
      expect(rule.clause.length, rule.id).toBeGreaterThan(3);
      expect(currentRuleset.sources[rule.source], rule.id).toBeTruthy();
      expect(STANDINGS).toContain(rule.standing);
      expect(rule.validFrom).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  it("is confirmed only from a regulation that was read, and observed only at an official portal or article", () => {
    const standingOf = Object.fromEntries(
      Object.entries(currentRuleset.sources).map(([name, { standing }]) => [name, standing]),
    );
    const read = { SP: "confirmed" };
    const official = { SEED: "observed", ULO: "observed", PORTAL: "observed", PIA: "observed", DASHBOARD: "observed" };
    const others = ["KM28", "KOMPASIANA", "CONSUMER", "REV", "PASAL", "PMK112", "PDP", "SAMBUNG"];
    expect(standingOf).toEqual({
      ...read,
      ...official,
      ...Object.fromEntries(others.map((name) => [name, "assumed"])),
    });
    // Parts of these come from a less certain source than the one they name.
    const lower: Readonly<Record<string, string>> = {
      "pattern-150xyz": "assumed",
      "number-new-documents": "observed",
      "registration-documents-government": "observed",
    };
    for (const rule of currentRuleset.rules) {
      expect(citationFault(rule, currentRuleset.sources), rule.id).toBeNull();
      expect(rule.standing, rule.id).toBe(lower[rule.id] ?? standingOf[rule.source]);
    }
  });

  it("has a title in both languages, and so have its group and its unit", () => {
    const texts = openTexts();
    const units = new Set(currentRuleset.rules.map((rule) => rule.unit));
    for (const locale of ["id", "en"] as const) {
      const named = (branch: string) => Object.keys(texts.branch(locale, branch) as object).toSorted();
      expect(named("rules")).toEqual(ruleIds.toSorted());
      expect(named("ruleGroups")).toEqual(ruleGroups.toSorted());
      expect(named("ruleUnits")).toEqual([...units].toSorted());
    }
  });

  it("changes on the day its successor begins, and not a day earlier", () => {
    const onDay = (day: string) => ruleInForce("service-standards", day, currentRuleset);
    expect(onDay("2025-10-19")).toMatchObject({ ok: true, value: { value: "PM 3/2021" } });
    expect(onDay("2025-10-20")).toMatchObject({ ok: true, value: { value: "Permenkomdigi 15/2025" } });
  });

  it("is refused before its first day, under an unknown id, and for a text that is no date", () => {
    expect(ruleInForce("hold-minutes", "2026-01-01", currentRuleset).ok).toBe(true);
    expect(ruleInForce("hold-minutes", "2025-12-31", currentRuleset)).toEqual({
      ok: false,
      refusal: { code: "rule-not-in-force", id: "hold-minutes", atDate: "2025-12-31" },
    });
    expect(ruleInForce("hold-hours" as "hold-minutes", today, currentRuleset)).toMatchObject({
      refusal: { code: "rule-not-in-version", id: "hold-hours" },
    });
    expect(ruleInForce("hold-minutes", "2026-02-30", currentRuleset)).toMatchObject({
      refusal: { code: "date-malformed" },
    });
  });

  it("stands once on the page of rules in force", () => {
    const shown = rulesInForce(today, currentRuleset).map((rule) => rule.id);
    expect(shown).toEqual(ruleIds);
  });
});

describe("a published version", () => {
  const published = publishRulesets([stored, longerHold]);

  it("is kept by the case that began under it when a later one changes the rule", () => {
    expect(ruleAt("2026.11", "hold-minutes", published)).toMatchObject({ value: { value: 30 } });
    expect(ruleAt("2027.01", "hold-minutes", published)).toMatchObject({ value: { value: 45 } });
    const old = openRulebookOf({ version: "2026.11", atDate: "2027-02-01" }, published);
    expect(old.ok && readHoldRules(old.value).holdMinutes).toBe(30);
  });

  it("takes every rule it does not change from the version it is based on", () => {
    expect(ruleAt("2027.01", "holds-at-once", published)).toMatchObject({ value: { value: 2 } });
    expect(published[1]?.rules.length).toBe(currentRuleset.rules.length);
    expect(published[1]?.sources).toEqual(currentRuleset.sources);
  });

  it("is refused when it was never published", () => {
    const refusal = { code: "rules-version-unknown", version: "2031.01" };
    expect(ruleAt("2031.01", "hold-minutes")).toEqual({ ok: false, refusal });
    expect(findRuleset("2031.01", publishedRulesets)).toEqual({ ok: false, refusal });
    expect(openRulebook({ version: "2031.01", atDate: today })).toEqual({ ok: false, refusal });
  });

  it("cannot be opened for a day before its rules were in force, and names the missing ones", () => {
    expect(openRulebook({ version: rulesetVersion, atDate: "2025-12-31" })).toMatchObject({
      refusal: { code: "rules-not-in-force", ids: ruleIds.filter((id) => id !== "service-standards") },
    });
    expect(openRulebook({ version: rulesetVersion, atDate: "soon" })).toMatchObject({
      refusal: { code: "date-malformed" },
    });
  });

  it.each([
    ["a value of the wrong shape", { rules: [{ ...ruleOf("hold-minutes"), value: "half an hour" }] }],
    ["a value outside its bounds", { rules: [{ ...ruleOf("hold-minutes"), value: 0 }] }],
    [
      "a pattern whose ends are of different lengths",
      {
        rules: [{ ...ruleOf("pattern-14xyz"), value: { label: "14XYZ", digits: 5, lowest: "1400", highest: "14999" } }],
      },
    ],
    [
      "an end before its beginning",
      {
        rules: [ruleOf("hold-minutes"), { ...ruleOf("hold-minutes"), validFrom: "2025-06-01", validTo: "2025-05-31" }],
      },
    ],
    [
      "a successor on the last day of its forerunner",
      {
        rules: [
          { ...ruleOf("hold-minutes"), validTo: "2026-06-01" },
          { ...ruleOf("hold-minutes"), validFrom: "2026-06-01" },
        ],
      },
    ],
    ["a rule that nobody knows", { rules: [{ ...ruleOf("hold-minutes"), id: "hold-hours" }] }],
    [
      "two values on one day",
      {
        rules: [ruleOf("hold-minutes"), { ...ruleOf("hold-minutes"), value: 40, validFrom: "2026-06-01" }],
      },
    ],
    ["a source without a title", { rules: [{ ...ruleOf("hold-minutes"), source: "HEARSAY" }] }],
    ["a confirmed rule whose source was not read", { rules: [{ ...ruleOf("hold-minutes"), standing: "confirmed" }] }],
    ["a confirmed rule from a portal", { rules: [{ ...ruleOf("one-open-new-request"), standing: "confirmed" }] }],
    ["a clause that does not name its source", { rules: [{ ...ruleOf("service-kbli"), clause: "PM 5/2021" }] }],
    ["a rule not yet in force on its day", { rules: [{ ...ruleOf("hold-minutes"), validFrom: "2030-01-01" }] }],
    ["an unknown basis", { basedOn: "2020.01" }],
    ["a date before its forerunner's", { publishedOn: "2026-10-01" }],
    ["the name of its forerunner", { version: "2026.11" }],
  ])("does not load with %s", (_fault, change) => {
    expect(() => publishRulesets([stored, { ...longerHold, ...change }])).toThrow();
  });
});

describe("the values the numbering journey needs", () => {
  const book = bookOn(today);

  it("hold a code for 30 minutes, two at once, six a day, and an hour before the same again", () => {
    expect(readHoldRules(book)).toEqual({
      holdMinutes: 30,
      atOnceMax: 2,
      perDayMax: 6,
      againAfterMinutes: 60,
      blockedNibStatuses: ["frozen", "revoked"],
    });
  });

  it("promise 3 days for an account, 6 or 2 for a new number, 10 for another, 6 or 2 for a change", () => {
    const days = (act: Parameters<typeof readPromiseTerms>[1]["act"], isOperator: boolean) =>
      readPromiseTerms(book, { act, isOperator }).workingDays;
    expect(days("account-verification", true)).toBe(3);
    expect([days("number-new", true), days("number-new", false)]).toEqual([6, 2]);
    expect([days("number-additional", true), days("number-additional", false)]).toEqual([10, 10]);
    expect([days("number-change", true), days("number-change", false)]).toEqual([6, 2]);
    expect(days("number-return", true)).toBe(6);
    expect(readPromiseTerms(book, { act: "number-new", isOperator: true })).toEqual({
      workingDays: 6,
      dayOneAfter: 1,
      cutOff: "15:00",
      zone: "Asia/Jakarta",
      restartsMax: 3,
    });
  });

  it("lay out three patterns with 1,000, 900 and 1,000 codes", () => {
    const plan = readNumberingPlan(book);
    expect(plan.patterns.map(({ label }) => label)).toEqual(["14XYZ", "150XYZ", "1500XYZ"]);
    expect(plan.patterns.map(({ lowest, highest }) => Number(highest) - Number(lowest) + 1)).toEqual([1000, 900, 1000]);
    expect(plan.emergencyCodes).toEqual(["110", "112", "113", "115", "118"]);
    expect(plan.reservedCodes).toEqual(["119", "129", "159"]);
    expect(plan.quarantineMonths).toBe(6);
  });

  it("name the service, the file limits, the password and the identifiers", () => {
    expect(readServiceRules(book)).toMatchObject({ kbli: "82200", kdIzin: "059000000052" });
    expect(readFileRules(book)).toEqual({
      types: ["application/pdf"],
      bytesMax: 5_242_880,
      ossLinkBytesMax: 2_097_152,
      unclaimedHours: 336,
      viewFoldMs: 1_800_000,
    });
    expect(readPasswordRules(book)).toEqual({
      charactersMin: 8,
      classes: ["lower-case", "upper-case", "digit", "symbol"],
    });
    const { nib, npwp } = readIdentityRules(book);
    expect([nib.test("9120001234567"), nib.test("912000123456"), nib.test("91200012345678")]).toEqual([
      true,
      false,
      false,
    ]);
    const accepted = (text: string) => npwp.some((format) => format.test(text));
    expect([14, 15, 16, 17].map((length) => accepted("1".repeat(length)))).toEqual([false, true, true, false]);
  });

  it("write each kind of decree on its regulations, by a fictional office, with its mark", () => {
    const decree = readDecreeRules(book);
    const { commitment, "test-order": order, "test-report": report, sklo, ...aboutCodes } = decree.legalBasis;
    for (const basis of Object.values(aboutCodes)) {
      expect(basis).toEqual([lawTitles["pm-14-2018"], lawTitles["pm-5-2021"]]);
    }
    const ofLicence = ["uu-6-2023", "pm-13-2019", "pm-5-2021", "perdirjen-ppi-1-2023", "kepdirtel-57-2022"] as const;
    for (const basis of [commitment, order, report, sklo]) expect(basis).toEqual(ofLicence.map((id) => lawTitles[id]));
    expect(lawTitles["pm-13-2019"]).toMatch(
      /Penyelenggaraan Jasa Telekomunikasi sebagaimana telah diubah.*1 Tahun 2021/u,
    );
    expect(decree.demonstrationSigner.office).toContain("Peragaan");
    expect(decree.demonstrationMark).toBe("CONTOH – TIDAK BERLAKU");
    expect(decree.validationPath).toBe("/validasi-sk/{id}");
  });

  it("number decrees and requests by their styles", () => {
    const { numberStyle, commitmentNumberStyle, testPaperNumberStyles } = readDecreeRules(book);
    expect(writeNumber(testPaperNumberStyles.sklo, { seq: 123, date: "2026-03-02" })).toBe("0123/Tel.04.02/2026");
    expect(writeNumber(commitmentNumberStyle, { seq: 1, date: "2025-03-02" })).toBe("0001/Tel.03.03/2025");
    const { requestNumberStyle } = readServiceRules(book);
    expect(writeNumber(numberStyle, { seq: 131, date: "2020-03-02" })).toBe("131/TEL.05.05/2020");
    expect(writeNumber(requestNumberStyle, { seq: 7, date: today })).toBe("NOM-2026112500007");
    expect(writeNumber(requestNumberStyle, { seq: 123_456, date: today })).toBe("NOM-20261125123456");
    expect(() => writeNumber("{month}", { seq: 1, date: today })).toThrow("unknown place");
    expect(() => writeNumber(numberStyle, { seq: 0, date: today })).toThrow("counts from 1");
  });
});

describe("the calendars", () => {
  it("hold 17 national holidays and 8 days of joint leave in 2026", () => {
    const [calendar] = calendarsInForce(today).filter(({ year }) => year === 2026);
    const kinds = calendar?.holidays.map(({ kind }) => kind) ?? [];
    expect(kinds.filter((kind) => kind === "national")).toHaveLength(17);
    expect(kinds.filter((kind) => kind === "joint-leave")).toHaveLength(8);
    expect(calendar?.standing).toBe("observed");
  });

  it("learn of 18 August 2025 on 7 August 2025, not a day earlier", () => {
    const book = bookOn(today);
    const isOff = (knownOn: string) => readWorkingCalendar(book, calendarsInForce(knownOn)).offDates.has("2025-08-18");
    expect([isOff("2025-08-06"), isOff("2025-08-07"), isOff(today)]).toEqual([false, true, true]);
    expect(calendarsInForce(today).find(({ year }) => year === 2025)?.decree).toContain("933/2025");
  });

  it("know nothing of 2026 before its decree, and nothing of 2027 at all", () => {
    const yearsOn = (knownOn: string) => calendarsInForce(knownOn).map(({ year }) => year);
    expect(yearsOn("2024-10-13")).toEqual([]);
    expect(yearsOn("2025-09-18")).toEqual([2025]);
    expect(yearsOn("2025-09-19")).toEqual([2025, 2026]);
    expect(yearsOn(today)).toEqual([2025, 2026]);
  });

  it("are those of the list that is asked with, though the rulebook is the same", () => {
    const book = bookOn(today);
    const [early, late] = [calendarsInForce("2025-08-06"), calendarsInForce(today)];
    const isOff = (calendars: typeof late) => readWorkingCalendar(book, calendars).offDates.has("2025-08-18");
    expect([isOff(late), isOff(early), isOff(late)]).toEqual([true, false, true]);
  });

  it("leave joint leave a working day where the rule says so", () => {
    const book = bookOn(today);
    const rules = { ...book.rules, "joint-leave-is-off": { ...book.rules["joint-leave-is-off"], value: false } };
    const calendar = readWorkingCalendar({ ...book, rules }, calendarsInForce(today));
    expect([calendar.offDates.has("2026-12-24"), calendar.offDates.has("2026-12-25")]).toEqual([false, true]);
  });
});
