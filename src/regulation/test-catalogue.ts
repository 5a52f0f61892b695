import { z } from "zod";
import { assert, present } from "../kernel/index.ts";
import { conditionSchema } from "./requirements.ts";
import { standingSchema } from "./rule.ts";
import { isRuleId } from "./rule-values.ts";
import tests202611 from "./versions/2026.11/operational-tests.json" with { type: "json" };

const ITEMS_MAX = 200;

const both = z.object({ id: z.string().min(1).max(300), en: z.string().min(1).max(300) }).readonly();
const key = z.string().regex(/^[a-z0-9-]{1,60}$/);
const evidence = z.enum(["photo", "recording", "log", "document", "screen"]);

/** The area of an item. */
const area = z.enum([
  "administrative",
  "network",
  "service",
  "capacity",
  "records",
  "monitoring",
  "security",
  "care",
  "continuity",
  "messaging",
]);

/** The limit of a measurement: defined here, or by a rule, whose standing it then has. */
const limitSchema = z.union([
  z.strictObject({ comparison: z.enum(["at-least", "at-most"]), value: z.number() }).readonly(),
  z
    .strictObject({
      comparison: z.enum(["at-least", "at-most"]),
      rule: z.string().refine(isRuleId, { error: "a rule that Sambung knows" }),
    })
    .readonly(),
]);

const origin = {
  evidence: z.array(evidence).min(1).max(5).readonly(),
  mandatory: z.boolean(),
  clause: z.string().min(1).max(300),
  source: z.string().regex(/^[A-Z0-9]{2,12}$/),
  standing: standingSchema,
};

const itemSchema = z
  .strictObject({
    key,
    area,
    kind: z.enum(["observed", "measured"]),
    name: both,
    method: both,
    expected: both,
    /** The unit of measurement; a title in the locales under `testUnits`. */
    unit: z.string().min(1).max(20).nullable(),
    limit: limitSchema.nullable(),
    /** Items without which this one cannot pass: it is tested again with them. */
    dependsOn: z.array(key).max(10).readonly(),
    when: conditionSchema,
    ...origin,
  })
  .readonly()
  .refine((item) => (item.kind === "measured") === (item.limit !== null && item.unit !== null), {
    error: "what is measured has a limit and a unit, and nothing else has",
  });

const editionSchema = z
  .strictObject({
    version: z.string().regex(/^\d{4}\.\d{2}(\.\d{1,2})?$/),
    publishedOn: z.iso.date(),
    rulesVersion: z.string(),
    items: z.array(itemSchema).min(1).max(ITEMS_MAX).readonly(),
    /** The check of each row of the device list. */
    device: z.strictObject({ method: both, expected: both, ...origin }).readonly(),
  })
  .readonly();

/** One item of the catalogue as data. */
export type CatalogueItem = z.infer<typeof itemSchema>;

/** The test catalogue of one version; a published version is never edited, because tests still run under it. */
export type TestCatalogue = z.infer<typeof editionSchema>;

/** Parses stored editions, oldest first. Throws if one is invalid, contains duplicates, or has an unknown reference. */
function publishTestCatalogues(stored: readonly unknown[]): readonly TestCatalogue[] {
  const editions = stored.map((one) => editionSchema.parse(one));
  assert(new Set(editions.map(({ version }) => version)).size === editions.length, "a catalogue is published once");
  for (const { items } of editions) {
    const keys = new Set(items.map((item) => item.key));
    assert(keys.size === items.length, "an item is named once");
    const known = new Set<string>();
    for (const item of items) {
      // Dependencies are on earlier items only, which excludes cycles.
      assert(
        item.dependsOn.every((one) => known.has(one)),
        "an item depends on items above it",
      );
      known.add(item.key);
    }
  }
  return editions;
}

/** Every published edition of the catalogue, oldest first. */
const publishedTestCatalogues: readonly TestCatalogue[] = publishTestCatalogues([tests202611]);

/** The catalogue of a version of the rules: the latest made for it or for an earlier one. */
export function testCatalogueOfRules(
  rulesVersion: string,
  published: readonly TestCatalogue[] = publishedTestCatalogues,
): TestCatalogue {
  const fitting = published.filter((edition) => edition.rulesVersion <= rulesVersion);
  return present(fitting.at(-1) ?? published[0], "a published catalogue of tests");
}
