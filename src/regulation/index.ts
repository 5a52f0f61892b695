/**
 * The regulatory rules as data with dates, a clause and a standing, in versions that are never edited once published;
 * and the holidays of each decree. Code must read values from here, never contain them.
 *
 * A case stores `rulesetVersion` and its first local date, and opens its rulebook with both for its whole life.
 * Calendars are not part of a version: a decree that adds a holiday moves the due dates of open cases.
 */
export type {
  CalendarYear,
  Holiday,
  WorkingCalendar,
} from "./calendar.ts";
export {
  currentFormats,
  type DocumentFormat,
  type FormatBlock,
  type FormatEdition,
  publishedFormats,
  publishFormats,
} from "./formats.ts";
export { type KbliName, type KbliStep, kbliNames } from "./kbli-lineage.shared.ts";

export { type LawId, lawTitles } from "./laws.ts";
export { type LicenceCaseRules, readLicenceCaseRules } from "./licence-rules.ts";

export {
  currentTemplates,
  findTemplate,
  type LicenceTemplate,
  publishedTemplates,
  type TemplateBlock,
  type TemplateEdition,
  type TemplateField,
  type TemplateSource,
  type TemplateTable,
} from "./licence-templates.ts";

export {
  dateInWords,
  daysBetween,
  laterByMonths,
  monthIn,
  nextOfficeDate,
  officeDate,
  officeDayStartMs,
} from "./local-date.ts";
export { writeNumber } from "./number-style.ts";
export {
  type ActingRules,
  type CredentialRules,
  readActingRules,
  readCredentialRules,
  readPurgeRules,
} from "./people-rules.ts";
export {
  calendarsInForce,
  currentRuleset,
  openRulebook,
  publishedRulesets,
  ruleAt,
  rulesetVersion,
} from "./published.ts";
export {
  publishedRequirements,
  publishRequirements,
  REQUIREMENT_FACTS,
  type RequiredSlot,
  type Requirement,
  type RequirementCondition,
  type RequirementEdition,
  type RequirementFact,
  requirementsOfRules,
  rulesNamedBy,
} from "./requirements.ts";
export {
  citationFault,
  citeRule,
  type Rule,
  type RuleCitation,
  type RuleGroup,
  type RuleSource,
  ruleGroups,
  standingSchema,
} from "./rule.ts";
export {
  type AccountRules,
  type CallRules,
  type CommitmentRules,
  type DecreeRules,
  type FileRules,
  type HoldRules,
  type IdentityRules,
  type NibEffects,
  type NumberingPlan,
  type PasswordRules,
  type PromisedAct,
  type PromiseTerms,
  type ReminderRules,
  type RevocationRules,
  readAccountRules,
  readCallRules,
  readCommitmentRules,
  readDecreeRules,
  readFileRules,
  readHoldRules,
  readIdentityRules,
  readNibEffects,
  readNumberingPlan,
  readPasswordRules,
  readPromiseTerms,
  readReminderRules,
  readRevocationRules,
  readServiceRules,
  readWorkingCalendar,
  type ServiceRules,
} from "./rule-readers.ts";
export {
  type CharacterClass,
  type Contact,
  isRuleId,
  type NumberPattern,
  type RuleId,
  type RuleValue,
  ruleIds,
  type Signer,
  type Weekday,
} from "./rule-values.ts";
export { openRulebookOf, type Rulebook, type RulebookRefusal } from "./rulebook.ts";
export {
  findRuleset,
  publishRulesets,
  type RuleRefusal,
  type Ruleset,
  ruleInForce,
  rulesInForce,
} from "./ruleset.ts";
export { readShortMessageRules, type ShortMessageRules } from "./short-message-rules.ts";
export { STANDINGS, type Standing } from "./standing.shared.ts";
export {
  type CatalogueItem,
  type TestCatalogue,
  testCatalogueOfRules,
} from "./test-catalogue.ts";
export { type ItemLimit, limitOfItem, readTestRules, type TestRules } from "./test-rules.ts";
export { timeInWords } from "./time-of-day.shared.ts";
