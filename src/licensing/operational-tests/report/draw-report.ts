import { officeDate } from "../../../regulation/index.ts";
import type { TestItemState } from "../evidence/answers.ts";
import type { TestItem, TestReport } from "../evidence/items.shared.ts";
import type { TestMethod } from "../test-words.shared.ts";

/** An instant, as the database returns it. */
interface Instant {
  getTime(): number;
  toISOString(): string;
}

/** Input of a report. */
export interface ReportSources {
  readonly row: {
    readonly number: string;
    readonly attempt: number;
    readonly method: TestMethod;
    readonly organisation: { readonly name: string; readonly nib: string | null; readonly address: string };
    readonly place: string;
    readonly serviceCentre: string;
    readonly transmission: string;
    readonly beganAt: Instant | null;
    readonly catalogueVersion: string;
    readonly deviceDigest: string | null;
    readonly items: readonly TestItem[];
  };
  readonly team: readonly { readonly name: string; readonly isLead: boolean }[];
  readonly standing: readonly TestItemState[];
  readonly verdict: "fit" | "unfit";
  readonly note: string;
  readonly at: Instant;
}

/** Builds the Berita Acara from the stored answers; it has no free-text result. */
export function drawReport({ row, team, standing, verdict, note, at }: ReportSources): TestReport {
  const { number, attempt, method, organisation, place, serviceCentre, transmission } = row;
  const lines = row.items.map((item) => lineOf(item, standing));
  const { name, nib, address } = organisation;
  return {
    number,
    attempt,
    method,
    place,
    serviceCentre,
    transmission,
    verdict,
    note,
    organisation: { name, nib, address },
    testedOn: officeDate((row.beganAt ?? at).getTime()),
    beganAt: row.beganAt?.toISOString() ?? null,
    endedAt: at.toISOString(),
    team: team.map(({ name: person, isLead }) => ({ name: person, isLead })),
    catalogueVersion: row.catalogueVersion,
    deviceDigest: row.deviceDigest ?? "",
    items: lines.flatMap(({ confirmedBecause: _why, outcome, ...line }) =>
      outcome === "open" ? [] : [{ ...line, outcome }],
    ),
    untested: lines.filter(({ outcome }) => outcome === "open").map(({ key, name: title }) => ({ key, name: title })),
    findings: lines
      .filter(({ outcome }) => outcome === "fail")
      .map(({ key, name: title, note: said, confirmedBecause }) => ({
        key,
        name: title,
        note: said,
        confirmedBecause,
      })),
  };
}

function lineOf(item: TestItem, itemStates: readonly TestItemState[]) {
  const { key, name, mandatory, unit, limit } = item;
  const found = itemStates.find((one) => one.item === key);
  const value = found?.counts?.value;
  const measurement = value?.measurement ?? null;
  return {
    key,
    name,
    mandatory,
    outcome: found?.outcome ?? ("open" as const),
    standing: limit?.standing ?? item.standing,
    measured: measurement === null ? null : { value: measurement.value, unit, instrument: measurement.instrument },
    note: value?.note ?? "",
    confirmedBecause: value?.confirmedBecause ?? null,
  };
}
