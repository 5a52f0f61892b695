import { z } from "zod";
import { assert, ok, type Result, refuse } from "../kernel/index.ts";
import { citationFault, localDateSchema, type Rule, type RuleSource, ruleSchema, ruleSourceSchema } from "./rule.ts";
import { isRuleId, type RuleId, ruleIds } from "./rule-values.ts";

/** Maximum number of rows of a published version. */
const RULES_MAX = 1000;

/** Maximum number of published versions. */
const VERSIONS_MAX = 200;

/**
 * A stored version: its own rows, and the version on which it is based, if any. Its rows replace all rows of the same
 * id in the earlier version, so that a publication holds only its changes.
 */
const publicationSchema = z
  .object({
    version: z.string().regex(/^\d{4}\.\d{2}(\.\d{1,2})?$/),
    publishedOn: localDateSchema,
    basedOn: z.string().nullable(),
    rules: z.array(ruleSchema).max(RULES_MAX).readonly(),
    /** Each source by its short name. */
    sources: z.record(z.string(), ruleSourceSchema).readonly(),
  })
  .readonly();

/** A complete published version: a case keeps the one under which it began. */
export interface Ruleset {
  /** E.g. "2026.11". */
  readonly version: string;
  /** Local date of publication. */
  readonly publishedOn: string;
  readonly rules: readonly Rule[];
  /** Each source by its short name. */
  readonly sources: Readonly<Record<string, RuleSource>>;
}

/** Why a rule is not available. */
export type RuleRefusal =
  | { readonly code: "rules-version-unknown"; readonly version: string }
  | { readonly code: "rule-not-in-version"; readonly version: string; readonly id: string }
  | { readonly code: "rule-not-in-force"; readonly id: RuleId; readonly atDate: string }
  | { readonly code: "date-malformed"; readonly text: string };

/**
 * Parses stored publications into complete versions, oldest first. Throws on invalid data: a row of the wrong shape, a
 * basis that is not published earlier, two rows of one rule in force on the same day, a citation that does not match
 * its source, or a rule missing on the day of publication.
 */
export function publishRulesets(publications: readonly unknown[]): readonly Ruleset[] {
  assert(publications.length <= VERSIONS_MAX, "too many published versions");
  const published: Ruleset[] = [];
  for (const stored of publications) {
    const next = completeRuleset(publicationSchema.parse(stored), published);
    assertSound(next);
    published.push(next);
  }
  return published;
}

function completeRuleset(own: z.infer<typeof publicationSchema>, published: readonly Ruleset[]): Ruleset {
  const latest = published.at(-1);
  assert(!published.some((earlier) => earlier.version === own.version), `version ${own.version} is published twice`);
  assert(latest === undefined || latest.publishedOn <= own.publishedOn, `version ${own.version} is out of order`);
  const basis = published.find((earlier) => earlier.version === own.basedOn);
  assert(own.basedOn === null || basis !== undefined, `version ${own.version} is based on an unknown version`);
  // The schema has validated each value against its id, which the row type cannot express.
  const changed = own.rules as readonly Rule[];
  const changedIds = new Set(changed.map((rule) => rule.id));
  const kept = (basis?.rules ?? []).filter((rule) => !changedIds.has(rule.id));
  return {
    version: own.version,
    publishedOn: own.publishedOn,
    rules: [...kept, ...changed].sort((left, right) => ruleIds.indexOf(left.id) - ruleIds.indexOf(right.id)),
    sources: { ...basis?.sources, ...own.sources },
  };
}

function assertSound(ruleset: Ruleset): void {
  const where = `in version ${ruleset.version}`;
  for (const id of ruleIds) {
    assert(ruleInForce(id, ruleset.publishedOn, ruleset).ok, `rule ${id} is missing ${where}`);
    const rows = rowsOf(id, ruleset).toSorted((left, right) => (left.validFrom < right.validFrom ? -1 : 1));
    rows.forEach((row, index) => {
      const next = rows[index + 1];
      const clear = next === undefined || (row.validTo !== null && row.validTo < next.validFrom);
      assert(clear, `rule ${id} has two values on one day ${where}`);
      const fault = citationFault(row, ruleset.sources);
      assert(fault === null, `rule ${id} ${where}: ${fault}`);
    });
  }
}

function rowsOf(id: RuleId, ruleset: Ruleset): readonly Rule[] {
  return ruleset.rules.filter((rule) => rule.id === id);
}

/** The row of rule `id` in force on the local date `atDate` by `ruleset`. The first and the last day are included. */
export function ruleInForce<Id extends RuleId>(
  id: Id,
  atDate: string,
  ruleset: Ruleset,
): Result<Rule<Id>, RuleRefusal> {
  if (!isRuleId(id)) return refuse({ code: "rule-not-in-version", version: ruleset.version, id });
  if (!localDateSchema.safeParse(atDate).success) return refuse({ code: "date-malformed", text: atDate });
  const found = rowsOf(id, ruleset).find((rule) => isInForce(rule, atDate));
  if (found === undefined) return refuse({ code: "rule-not-in-force", id, atDate });
  return ok(found as Rule<Id>);
}

/** Every row in force on the local date `atDate`, in the order of the rules page. */
export function rulesInForce(atDate: string, ruleset: Ruleset): readonly Rule[] {
  return ruleset.rules.filter((rule) => isInForce(rule, atDate));
}

function isInForce(rule: Rule, atDate: string): boolean {
  return rule.validFrom <= atDate && (rule.validTo === null || atDate <= rule.validTo);
}

/** The version called `version` among `published`. */
export function findRuleset(version: string, published: readonly Ruleset[]): Result<Ruleset, RuleRefusal> {
  const found = published.find((ruleset) => ruleset.version === version);
  return found === undefined ? refuse({ code: "rules-version-unknown", version }) : ok(found);
}
