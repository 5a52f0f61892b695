import { z } from "zod";
import { type RuleId, type RuleValue, ruleIds, ruleValueSchemas } from "./rule-values.ts";
import { STANDINGS } from "./standing.shared.ts";

/** The groups of rules by subject. */
export const ruleGroups = [
  "service",
  "numbering",
  "holds",
  "promises",
  "issuing",
  "identity",
  "files",
  "oss",
  "contacts",
  "calendar",
] as const;

/** The group of a rule. */
export type RuleGroup = (typeof ruleGroups)[number];

/** Units of rule values; titles in the locales under `ruleUnits`. */
const ruleUnits = [
  "code",
  "codes",
  "text",
  "rupiah",
  "yes-no",
  "months",
  "month-day",
  "style",
  "minutes",
  "holds",
  "working-days",
  "working-days-after-receipt",
  "local-time",
  "zone",
  "rounds",
  "percent",
  "citations",
  "signer",
  "pattern",
  "characters",
  "character-classes",
  "media-types",
  "megabytes",
  "days",
  "documents",
  "fields",
  "hours",
  "mails",
  "strength",
  "nib-statuses",
  "kbli-changes",
  "configurations",
  "tiers",
  "functions",
  "e1",
  "teams",
  "attempts",
  "seconds",
  "digits",
  "messages",
  "lines",
  "contact",
] as const;

/** The certainty of a rule. */
export const standingSchema = z.enum(STANDINGS);

/** A local date as `YYYY-MM-DD`. */
export const localDateSchema = z.iso.date();

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const anyRuleValue = z.union([
  scalar,
  z.array(z.union([z.string(), z.number()])).readonly(),
  z.record(z.string(), scalar).readonly(),
  z.array(z.record(z.string(), scalar).readonly()).readonly(),
]);

const validPeriod = (row: { readonly validFrom: string; readonly validTo: string | null }) =>
  row.validTo === null || row.validFrom <= row.validTo;

/**
 * One rule as data. `validFrom` and `validTo` are local dates, both included; `validTo` is null if the end is open. If
 * the date of the source is unknown, `validFrom` is the first day on which Sambung applies the rule.
 */
export const ruleSchema = z
  .object({
    id: z.enum(ruleIds as [RuleId, ...RuleId[]]),
    group: z.enum(ruleGroups),
    value: anyRuleValue,
    unit: z.enum(ruleUnits),
    /** The regulation and article, or the public document, from which the value comes; contains a name of its source. */
    clause: z.string().min(1).max(200),
    /** Short name of the source; its title is in the version's `sources`. */
    source: z.string().regex(/^[A-Z0-9]{2,12}$/),
    standing: standingSchema,
    validFrom: localDateSchema,
    validTo: localDateSchema.nullable(),
  })
  .readonly()
  .refine(validPeriod, { error: "a rule does not end before it begins" })
  .refine((row) => ruleValueSchemas[row.id].safeParse(row.value).success, {
    error: "the value has the shape its rule asks for",
  });

type RuleRow = z.infer<typeof ruleSchema>;

/** A source of rules. */
export const ruleSourceSchema = z
  .object({
    title: z.string().min(1),
    /** The most certain standing that a rule of this source can have. */
    standing: standingSchema,
    /** Names of this source in clauses: a clause of its rules contains one of these. */
    names: z.array(z.string().min(1)).min(1).max(5).readonly(),
  })
  .readonly();

/** A source of rules. */
export type RuleSource = z.infer<typeof ruleSourceSchema>;

/** Why `cited` does not match its source among `sources`; null if it does. */
export function citationFault(
  cited: Pick<RuleRow, "clause" | "source" | "standing">,
  sources: Readonly<Record<string, RuleSource>>,
): string | null {
  const source = Object.hasOwn(sources, cited.source) ? sources[cited.source] : undefined;
  if (source === undefined) return `source ${cited.source} has no title`;
  if (STANDINGS.indexOf(cited.standing) < STANDINGS.indexOf(source.standing))
    return `source ${cited.source} was not read as ${cited.standing}`;
  if (!source.names.some((name) => cited.clause.includes(name))) return `the clause does not name ${cited.source}`;
  return null;
}

/** One rule in force for a period: its value, its source and its standing. */
export type Rule<Id extends RuleId = RuleId> = Omit<RuleRow, "id" | "value"> & {
  readonly id: Id;
  readonly value: RuleValue<Id>;
};

/** The part of a rule that is displayed with a refusal or a finding. */
export type RuleCitation = Pick<Rule, "id" | "clause" | "standing">;

/** The citation of `rule`. */
export function citeRule(rule: Rule): RuleCitation {
  return { id: rule.id, clause: rule.clause, standing: rule.standing };
}
