/** The replacement of each PBX function where there is no PBX on the premises, with the evidence. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { EquivalenceRow, LicenceForm } from "../../../../src/licensing/requirements/form.shared.ts";
import { isMet, requirementFacts } from "../../../../src/licensing/requirements/required.shared.ts";
import type { EditorProps } from "./part-editor.ts";
import { LinesAt, SelectAt } from "./part-fields.tsx";
import { newRowId, PartRows } from "./part-rows.tsx";
import type { CheckFrame } from "./pre-check.ts";
import { RowSlots } from "./row-slots.tsx";

const ROWS_MAX = 60;

/** The functions that this application must demonstrate. */
function requiredFunctions(form: LicenceForm, { rules, company }: CheckFrame): readonly string[] {
  const facts = requirementFacts(form, company);
  return rules.functions.filter(({ when }) => isMet(when, facts)).map(({ key }) => key);
}

/** The fields of the part "equivalence". */
export function EquivalenceEditor(props: EditorProps<"equivalence">): ReactNode {
  const { handle, form, frame } = props;
  const t = useTranslations("web.licenceForm");
  const functions = useTranslations("licence.function");
  const asked = requiredFunctions(form, frame);
  const { rows } = handle.value;
  const nameOf = (key: string): string => (functions.has(key as "ivr") ? functions(key as "ivr") : key);
  const missing = asked.filter((key) => !rows.some((row) => row.function === key));
  const rowOf = (key: string): EquivalenceRow => ({ id: newRowId(), function: key, providedBy: "", evidence: "" });
  const known = [...new Set([...asked, ...rows.map((row) => row.function)])].filter((key) => key !== "");
  return (
    <>
      {asked.length === 0 ? <p>{t("equivalenceNotAsked")}</p> : null}
      {missing.length === 0 ? null : (
        <button
          type="button"
          className="button justify-self-start"
          onClick={() => handle.replace({ rows: [...rows, ...missing.map(rowOf)] })}
        >
          {t("addFunctions", { count: missing.length })}
        </button>
      )}
      <PartRows<EquivalenceRow>
        path="rows"
        title={t("list.equivalence")}
        addText={t("add.equivalence")}
        emptyText={t("none.equivalence")}
        rowsMax={ROWS_MAX}
        newRow={() => rowOf(missing[0] ?? "")}
        nameOf={(row, index) => (row.function === "" ? t("nth.function", { nth: index + 1 }) : nameOf(row.function))}
      >
        {(row, path) => (
          <>
            <SelectAt
              path={`${path}.function`}
              label={t("field.function")}
              empty={t("choose")}
              options={known.map((value) => ({ value, label: nameOf(value) }))}
            />
            <LinesAt path={`${path}.providedBy`} label={t("field.providedBy")} hint={t("hint.providedBy")} rows={2} />
            <LinesAt path={`${path}.evidence`} label={t("field.evidence")} hint={t("hint.evidence")} rows={2} />
            <RowSlots {...props} rowId={row.id} />
          </>
        )}
      </PartRows>
    </>
  );
}
