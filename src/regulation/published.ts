import { present, type Result, remembering } from "../kernel/index.ts";
import { type CalendarYear, calendarsKnownOn, loadCalendars } from "./calendar.ts";
import calendar2025Amended from "./calendars/2025-amended.json" with { type: "json" };
import calendar2025First from "./calendars/2025-first.json" with { type: "json" };
import calendar2026 from "./calendars/2026.json" with { type: "json" };
import { withLawTitles } from "./laws.ts";
import type { Rule } from "./rule.ts";
import type { RuleId } from "./rule-values.ts";
import { openRulebookOf, type Rulebook, type RulebookRefusal } from "./rulebook.ts";
import { findRuleset, publishRulesets, type RuleRefusal, type Ruleset, ruleInForce } from "./ruleset.ts";
import calendarRules from "./versions/2026.11/calendar.json" with { type: "json" };
import fileRules from "./versions/2026.11/files.json" with { type: "json" };
import holdRules from "./versions/2026.11/holds.json" with { type: "json" };
import identityRules from "./versions/2026.11/identity.json" with { type: "json" };
import issuingRules from "./versions/2026.11/issuing.json" with { type: "json" };
import licenceRules from "./versions/2026.11/licence.json" with { type: "json" };
import licenceCaseRules from "./versions/2026.11/licence-cases.json" with { type: "json" };
import numberingRules from "./versions/2026.11/numbering.json" with { type: "json" };
import ossRules from "./versions/2026.11/oss.json" with { type: "json" };
import peopleRules from "./versions/2026.11/people.json" with { type: "json" };
import promiseRules from "./versions/2026.11/promises.json" with { type: "json" };
import publicRules from "./versions/2026.11/public.json" with { type: "json" };
import serviceRules from "./versions/2026.11/service.json" with { type: "json" };
import shortMessageRules from "./versions/2026.11/short-messages.json" with { type: "json" };
import sources from "./versions/2026.11/sources.json" with { type: "json" };
import telephonyRules from "./versions/2026.11/telephony.json" with { type: "json" };
import testRules from "./versions/2026.11/test-rules.json" with { type: "json" };

/**
 * Every published version, oldest first. To publish another, append its publication, based on the one it changes; a
 * published version is never edited, because cases still run under it.
 */
export const publishedRulesets: readonly Ruleset[] = publishRulesets([
  {
    version: "2026.11",
    publishedOn: "2026-11-01",
    basedOn: null,
    rules: [
      ...serviceRules,
      ...shortMessageRules,
      ...telephonyRules,
      ...numberingRules,
      ...holdRules,
      ...promiseRules,
      ...licenceCaseRules,
      ...withLawTitles(issuingRules),
      ...identityRules,
      ...peopleRules,
      ...fileRules,
      ...ossRules,
      ...publicRules,
      ...licenceRules,
      ...testRules,
      ...calendarRules,
    ],
    sources,
  },
]);

/** The version of a case that begins today. */
export const currentRuleset: Ruleset = present(publishedRulesets.at(-1), "a published version of the rules");

/** Name of the version of a case that begins today, e.g. "2026.11". */
export const rulesetVersion: string = currentRuleset.version;

/** Every loaded calendar, amendments in addition to the amended ones. 2027 has no decree yet. */
const publishedCalendars: readonly CalendarYear[] = loadCalendars([
  calendar2025First,
  calendar2025Amended,
  calendar2026,
]);

/** Rule `id` of version `version` on the day of its publication, as it applies to a case of that version. */
export function ruleAt<Id extends RuleId>(
  version: string,
  id: Id,
  published: readonly Ruleset[] = publishedRulesets,
): Result<Rule<Id>, RuleRefusal> {
  const ruleset = findRuleset(version, published);
  return ruleset.ok ? ruleInForce(id, ruleset.value.publishedOn, ruleset.value) : ruleset;
}

/** Number of days whose calendars and rulebooks are cached; shipped data do not change while a process runs. */
const DAYS_CACHED_MAX = 200;

/** The shipped calendars as known on the local date `knownOn`, one per year. */
export const calendarsInForce: (knownOn: string) => readonly CalendarYear[] = remembering(
  { keptMax: DAYS_CACHED_MAX, keyOf: (knownOn) => knownOn },
  (knownOn) => calendarsKnownOn(knownOn, publishedCalendars),
);

/** A version and a local date. */
interface RulebookQuery {
  readonly version: string;
  readonly atDate: string;
}

/** Opens a shipped version as of a local date; see `openRulebookOf`. */
export const openRulebook: (query: RulebookQuery) => Result<Rulebook, RulebookRefusal> = remembering(
  { keptMax: DAYS_CACHED_MAX, keyOf: ({ version, atDate }) => JSON.stringify([version, atDate]) },
  (asked) => openRulebookOf(asked, publishedRulesets),
);
