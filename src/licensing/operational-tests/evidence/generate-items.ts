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

/** Input of the generated items: the catalogue and rules of the test, and the company's verified description. */
export interface ItemSources {
  readonly catalogue: TestCatalogue;
  readonly rulebook: Rulebook;
  readonly form: LicenceForm;
  readonly company: CompanyFacts;
}

/** Rules that give a number of lines: the test uses the committed number of lines if it is larger. */
const LINE_RULES: readonly string[] = ["lines-per-e1", "test-capacity-lines"];

/**
 * Generates the items of a full test: the catalogue items that apply to the configuration, then one per device. Limits
 * on lines follow the commitment for the first year, which the test examines (PM 5/2021 Art. 4(5)): 10 E1 are 300
 * lines.
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

/** Number of lines (SST) to which the company commits for the first year. */
function committedLines({ form, rulebook }: ItemSources): number {
  const [first] = commitmentTotals(form.commitment, rulebook.rules["lines-per-e1"].value).years;
  return first?.totalChannels ?? 0;
}

function limitByLines(limit: ItemLimit | null, lines: number): ItemLimit | null {
  if (limit === null || !LINE_RULES.includes(limit.rule ?? "") || lines <= limit.value) return limit;
  return { comparison: limit.comparison, value: lines, rule: null, standing: limit.standing };
}

/** An item of the catalogue in API format, with its limit from the rules. */
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

/** The checks of a device: a rented virtual device has no serial number, and a device without a certificate has none to show. */
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

/** The results of a failed test that determine its re-test. */
export interface EarlierTest {
  readonly failed: readonly string[];
  /** Measured items, with the row of the device on which they were measured. */
  readonly measuredOn: readonly { readonly item: string; readonly deviceRowId: string }[];
}

/** The items of a re-test: failed ones, those measured on a failed device, and all that depend on them transitively. Other items keep their earlier result. */
export function itemsOfRetest(items: readonly TestItem[], earlier: EarlierTest): readonly TestItem[] {
  const failed = new Set(earlier.failed);
  const touched = new Set(failed);
  for (const { item, deviceRowId } of earlier.measuredOn) if (failed.has(deviceKey(deviceRowId))) touched.add(item);
  // An item depends only on earlier items, so one pass finds them all.
  for (const { key, dependsOn } of items) if (dependsOn.some((one) => touched.has(one))) touched.add(key);
  return items
    .filter(({ key }) => touched.has(key))
    .map((item) => ({ ...item, because: failed.has(item.key) ? "failed" : "depends" }));
}
