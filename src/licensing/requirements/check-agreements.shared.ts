import { type CheckFrame, emptyFields, type FieldFault, inPart, when } from "./check-frame.shared.ts";
import type { PreCheckFinding } from "./finding.shared.ts";
import type { AgreementRow } from "./form.shared.ts";
import { laterByMonthsOf } from "./local-days.shared.ts";

/** Checks agreements with carriers: at least one for telephony unless the company is itself such a carrier; complete, consistent and long enough. */
export function checkAgreements(frame: CheckFrame): readonly PreCheckFinding[] {
  const { rows } = frame.form.agreements;
  const lacksTelephony = !frame.company.ownLicence && !rows.some(({ kind }) => kind === "basic-telephony");
  const lacksSms = frame.form.service.smsA2p && !rows.some(({ kind }) => kind === "sms");
  return inPart(frame, "agreements", [
    ...when(lacksTelephony, { code: "agreement-missing", field: "rows" }),
    ...when(lacksSms, { code: "sms-agreement-missing", field: "rows", rule: "service-addons" }),
    ...rows.flatMap((row, index) => [...wholeRow(row, index), ...datesOf(row, { index, frame })]),
    ...sameNumbers(rows),
  ]);
}

function wholeRow(row: AgreementRow, index: number): readonly FieldFault[] {
  const path = `rows.${index}`;
  const always = ["partner", "partnerLicence", "number", "signedOn", "validFrom", "validUntil"] as const;
  return emptyFields(row, { path, fields: row.kind === "basic-telephony" ? [...always, "channels"] : always });
}

function datesOf(
  row: AgreementRow,
  { index, frame }: { readonly index: number; readonly frame: CheckFrame },
): readonly FieldFault[] {
  const { signedOn, validFrom, validUntil } = row;
  const { today, rules } = frame;
  const months = rules.values.agreementMonthsLeft;
  const at = (field: "signedOn" | "validFrom" | "validUntil") => ({ rowId: row.id, field: `rows.${index}.${field}` });
  const isOver = validUntil !== "" && validUntil < today;
  const isOutOfOrder = validUntil !== "" && (validFrom > validUntil || signedOn > validUntil);
  const endsEarly = validUntil !== "" && !isOver && validUntil < laterByMonthsOf(today, months);
  return [
    ...when(signedOn > today, { code: "signed-later", ...at("signedOn") }),
    ...when(isOutOfOrder, { code: "dates-out-of-order", ...at("validUntil") }),
    ...when(isOver, { code: "agreement-over", ...at("validUntil"), params: { date: validUntil } }),
    ...when(endsEarly, {
      code: "agreement-ends-early",
      ...at("validUntil"),
      params: { months, date: validUntil },
      rule: "agreement-months-left-min",
    }),
    ...when(validFrom > today && !isOutOfOrder, { code: "agreement-not-begun", level: "warns", ...at("validFrom") }),
  ];
}

function sameNumbers(rows: readonly AgreementRow[]): readonly FieldFault[] {
  const key = (row: AgreementRow) => `${row.partner} ${row.number}`.trim().toLowerCase();
  return rows.flatMap((row, index) => {
    const isTwice = row.number.trim() !== "" && rows.findIndex((other) => key(other) === key(row)) < index;
    const params = { number: row.number };
    return when(isTwice, {
      code: "agreement-twice",
      level: "warns",
      rowId: row.id,
      field: `rows.${index}.number`,
      params,
    });
  });
}
