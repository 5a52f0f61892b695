/** The five-year commitment: capacity added in each year and city, with the cumulative total as chart and table. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { commitmentTotals } from "../../../../src/licensing/configuration/commitment.shared.ts";
import { COMMITMENT_YEARS, type CommitmentRow } from "../../../../src/licensing/requirements/form.shared.ts";
import { CommitmentChart } from "./commitment-chart.tsx";
import type { EditorProps } from "./part-editor.ts";
import { CountAt, SelectAt, TextAt } from "./part-fields.tsx";
import { newRowId, PartRows } from "./part-rows.tsx";

const ROWS_MAX = 100;
const YEARS = Array.from({ length: COMMITMENT_YEARS }, (_, index) => index + 1);

/** The fields of the part "commitment". */
export function CommitmentEditor({ handle, frame }: EditorProps<"commitment">): ReactNode {
  const t = useTranslations("web.licenceForm");
  const { rows } = handle.value;
  const { linesPerE1, firstYearE1 } = frame.rules.values;
  const newRow = (): CommitmentRow => {
    const last = rows.at(-1);
    const year = Math.min(COMMITMENT_YEARS, (last?.year ?? 0) + 1);
    return { id: newRowId(), year, city: last?.city ?? "", centres: null, capacity: null, unit: last?.unit ?? "e1" };
  };
  return (
    <>
      <PartRows<CommitmentRow>
        path="rows"
        title={t("list.commitment")}
        addText={t("add.commitment")}
        emptyText={t("none.commitment", { e1: firstYearE1, channels: firstYearE1 * linesPerE1 })}
        rowsMax={ROWS_MAX}
        newRow={newRow}
        nameOf={(row) => t("commitmentRow", { year: row.year, city: row.city || t("unnamedCity") })}
      >
        {(_, path) => (
          <div className="grid items-end gap-4 sm:grid-cols-2">
            <SelectAt
              path={`${path}.year`}
              label={t("field.year")}
              options={YEARS.map((year) => ({ value: String(year), label: t("year", { year }) }))}
            />
            <TextAt path={`${path}.city`} label={t("field.city")} maxLength={100} />
            <CountAt path={`${path}.capacity`} label={t("field.capacity")} hint={t("hint.capacity")} />
            <SelectAt
              path={`${path}.unit`}
              label={t("field.unit")}
              options={(["e1", "channels"] as const).map((value) => ({
                value,
                label: t(`unit.${value}`, { channels: linesPerE1 }),
              }))}
            />
            <CountAt path={`${path}.centres`} label={t("field.centres")} hint={t("hint.centres")} />
          </div>
        )}
      </PartRows>
      <CommitmentChart years={commitmentTotals(handle.value, linesPerE1).years} least={firstYearE1 * linesPerE1} />
    </>
  );
}
