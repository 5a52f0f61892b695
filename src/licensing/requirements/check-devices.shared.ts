import { type CheckFrame, emptyFields, type FieldFault, inPart, when } from "./check-frame.shared.ts";
import type { PreCheckFinding } from "./finding.shared.ts";
import type { DeviceRow } from "./form.shared.ts";

/** Checks the device list: at least one row, each complete, each device with its certificate. Files of rows are checked by slot. */
export function checkDevices(frame: CheckFrame): readonly PreCheckFinding[] {
  const { rows } = frame.form.devices;
  const siteIds = new Set(frame.form.configuration.sites.map(({ id }) => id));
  return inPart(frame, "devices", [
    ...when(rows.length === 0, { code: "device-missing", field: "rows" }),
    ...rows.flatMap((row, index) => [
      ...wholeRow(row, index),
      ...when(row.siteId !== "" && !siteIds.has(row.siteId), {
        code: "site-unknown",
        rowId: row.id,
        field: `rows.${index}.siteId`,
      }),
      ...certificate(row, index, frame),
      ...when(row.isVirtual !== (row.ownership === "contract"), {
        code: row.isVirtual ? "virtual-needs-contract" : "device-by-contract",
        level: "warns",
        rowId: row.id,
        field: `rows.${index}.ownership`,
      }),
    ]),
    ...sameSerials(rows),
  ]);
}

/** A cloud element requires neither a site nor a serial number. */
function wholeRow(row: DeviceRow, index: number): readonly FieldFault[] {
  const always = ["kind", "maker", "type", "country"] as const;
  return emptyFields(row, { path: `rows.${index}`, fields: row.isVirtual ? always : [...always, "siteId", "serial"] });
}

function certificate(row: DeviceRow, index: number, { rules }: CheckFrame): readonly FieldFault[] {
  const isLacking = rules.values.needsCertificates && !row.isVirtual && row.certificateNumber.trim() === "";
  return when(isLacking, {
    code: "device-without-certificate",
    rowId: row.id,
    field: `rows.${index}.certificateNumber`,
    params: { device: [row.maker, row.type].join(" ").trim() },
    rule: "device-certificate",
  });
}

function sameSerials(rows: readonly DeviceRow[]): readonly FieldFault[] {
  const key = (row: DeviceRow) => [row.maker, row.type, row.serial].map((word) => word.trim().toLowerCase()).join("|");
  const seen = new Set<string>();
  return rows.flatMap((row, index) => {
    if (row.isVirtual || row.serial.trim() === "") return [];
    const isTwice = seen.has(key(row));
    seen.add(key(row));
    const params = { serial: row.serial };
    return when(isTwice, {
      code: "serial-twice",
      level: "warns",
      rowId: row.id,
      field: `rows.${index}.serial`,
      params,
    });
  });
}
