import {
  type CatalogueItem,
  type ItemLimit,
  limitOfItem,
  type Rulebook,
  type TestCatalogue,
} from "../../../regulation/index.ts";
import { commitmentTotals } from "../../configuration/index.ts";
import {
  type CompanyFacts,
  type DeviceRow,
  isMet,
  type LicenceForm,
  requirementFacts,
} from "../../requirements/index.ts";
import { DEVICE_CHECKS, type DeviceCheck } from "../test-words.shared.ts";
import type { TestItem } from "./items.shared.ts";

/** What items are generated from: the catalogue and rules of the test, and what the company described and had verified. */
export interface ItemSources {
  readonly catalogue: TestCatalogue;
  readonly rulebook: Rulebook;
  readonly form: LicenceForm;
  readonly company: CompanyFacts;
}

/** Rules that give a number of lines: the test asks for the lines of the commitment where those are more. */
const LINE_RULES: readonly string[] = ["lines-per-e1", "test-capacity-lines"];

/**
 * The items of a whole test: those of the catalogue that fit the configuration, then one for each device. Limits on lines
 * follow the commitment for the first year, which is what the test examines (PM 5/2021 Art. 4(5)): 10 E1 are 300 lines.
 */
export function generateItems(sources: ItemSources): readonly TestItem[] {
  const { catalogue, form, company } = sources;
  const facts = requirementFacts(form, company);
  const fitting = catalogue.items.filter(({ when }) => isMet(when, facts));
  const keys = new Set(fitting.map(({ key }) => key));
  const lines = committedLines(sources);
  return [
    ...fitting.map((item) => ({
      ...catalogueItem(item, sources.rulebook),
      limit: limitByLines(limitOfItem(item, sources.rulebook), lines),
      dependsOn: item.dependsOn.filter((one) => keys.has(one)),
    })),
    ...form.devices.rows.map((row) => deviceItem(row, sources)),
  ];
}

/** Lines (SST) that the company commits itself to for the first year. */
function committedLines({ form, rulebook }: ItemSources): number {
  const [first] = commitmentTotals(form.commitment, rulebook.rules["lines-per-e1"].value).years;
  return first?.totalChannels ?? 0;
}

function limitByLines(limit: ItemLimit | null, lines: number): ItemLimit | null {
  if (limit === null || !LINE_RULES.includes(limit.rule ?? "") || lines <= limit.value) return limit;
  return { comparison: limit.comparison, value: lines, rule: null, standing: limit.standing };
}

/** An item of the catalogue as it goes over the wire, its limit taken from the rules. */
export function catalogueItem(item: CatalogueItem, rulebook: Rulebook): TestItem {
  const { key, area, kind, name, method, expected, unit, evidence, mandatory, standing, clause, dependsOn } = item;
  return {
    key,
    area,
    kind,
    name,
    method,
    expected,
    unit,
    mandatory,
    standing,
    clause,
    limit: limitOfItem(item, rulebook),
    evidence: [...evidence],
    dependsOn: [...dependsOn],
    device: null,
    because: null,
  };
}

function deviceItem(row: DeviceRow, { catalogue, form }: ItemSources): TestItem {
  const { device } = catalogue;
  const site = form.configuration.sites.find(({ id }) => id === row.siteId);
  const title = [row.kind, row.maker, row.type].filter((part) => part !== "").join(" ");
  return {
    key: deviceKey(row.id),
    area: "devices",
    kind: "device",
    name: { id: title, en: title },
    method: device.method,
    expected: device.expected,
    unit: null,
    limit: null,
    evidence: [...device.evidence],
    mandatory: device.mandatory,
    standing: device.standing,
    clause: device.clause,
    dependsOn: [],
    device: {
      rowId: row.id,
      kind: row.kind,
      maker: row.maker,
      type: row.type,
      serial: row.serial,
      certificateNumber: row.certificateNumber,
      isVirtual: row.isVirtual,
      site: site?.name ?? "",
      checks: [...checksOf(row)],
    },
    because: null,
  };
}

/** What is rented by the hour has no serial number to read; what has no certificate of its own shows none. */
function checksOf(row: DeviceRow): readonly DeviceCheck[] {
  return DEVICE_CHECKS.filter((check) => {
    if (check === "serial") return !row.isVirtual && row.serial !== "";
    if (check === "certificate") return row.certificateNumber !== "";
    return check !== "photo" || !row.isVirtual;
  });
}

/** The key of a device's item. */
export function deviceKey(rowId: string): string {
  return `device:${rowId}`;
}

/** What a failed test leaves behind for the next one. */
export interface EarlierTest {
  readonly failed: readonly string[];
  /** Items that were measured, by the row of the device they were measured on. */
  readonly measuredOn: readonly { readonly item: string; readonly deviceRowId: string }[];
}

/**
 * The items of a re-test: what failed, what was measured on a device that failed, and whatever depends on any of them, by
 * however many steps. The rest keeps what was found before.
 */
export function itemsOfRetest(items: readonly TestItem[], earlier: EarlierTest): readonly TestItem[] {
  const failed = new Set(earlier.failed);
  const touched = new Set(failed);
  for (const { item, deviceRowId } of earlier.measuredOn) if (failed.has(deviceKey(deviceRowId))) touched.add(item);
  // An item depends only on items above it, so that one walk finds them all.
  for (const { key, dependsOn } of items) if (dependsOn.some((one) => touched.has(one))) touched.add(key);
  return items
    .filter(({ key }) => touched.has(key))
    .map((item) => ({ ...item, because: failed.has(item.key) ? "failed" : "depends" }));
}
