/** Assigns several cases to one officer: checkboxes in the list, and a bar for the selection. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";

/** States in which a case can be assigned. */
const ASSIGNABLE: readonly string[] = ["submitted", "checking", "returned"];

/** The fields of a case that assignment needs. */
export interface AssignableCase {
  readonly id: string;
  readonly number: string | null;
  readonly state: string;
  readonly version: number;
}

/** Dependencies of the assignment: the possible officers, and the bulk command, which decides each case separately. */
export interface AssigningOffice {
  /** Prefix of the query key for the list's officers. */
  readonly list: string;
  readonly officers: () => Promise<{
    items: { readonly id: string; readonly name: string; readonly openCases: number }[];
  }>;
  readonly give: (
    personId: string,
    cases: readonly { readonly id: string; readonly expectedVersion: number }[],
  ) => Promise<{ items: { readonly id: string; readonly refusal: { readonly message: string } | null }[] }>;
}

/** Assignment of numbering applications. */
export const NUMBERING_OFFICE: AssigningOffice = {
  list: "applications",
  officers: () => read(api.GET("/api/applications/assignees")),
  give: (personId, cases) => read(api.POST("/api/applications/assignments", { body: { personId, cases: [...cases] } })),
};

interface Selection {
  readonly selected: ReadonlySet<string>;
  readonly onChange: (selected: ReadonlySet<string>) => void;
}

/** The columns with a checkbox for each assignable row; unchanged without a selection. */
export function useSelectable<Row extends AssignableCase>(
  columns: readonly Column<Row>[],
  selection: Selection | null,
): readonly Column<Row>[] {
  const t = useTranslations("web.desk");
  const selected = selection?.selected;
  const onChange = selection?.onChange;
  return useMemo(() => {
    if (selected === undefined || onChange === undefined) return columns;
    const toggle = (id: string): void => {
      const next = new Set(selected);
      if (!next.delete(id)) next.add(id);
      onChange(next);
    };
    const box: Column<Row> = {
      id: "select",
      header: t("select"),
      cell: (row) =>
        ASSIGNABLE.includes(row.state) ? (
          <label className="inline-flex min-h-6 min-w-6 items-center justify-center">
            <input type="checkbox" checked={selected.has(row.id)} onChange={() => toggle(row.id)} />
            <span className="sr-only">{t("selectCase", { number: row.number ?? "" })}</span>
          </label>
        ) : null,
    };
    return [box, ...columns];
  }, [columns, selected, onChange, t]);
}

interface AssignBarProps {
  readonly office: AssigningOffice;
  readonly rows: readonly AssignableCase[];
  readonly selected: ReadonlySet<string>;
  readonly onClear: () => void;
}

/** The bar: number selected, target officer, and the cases that could not be assigned. */
export function AssignBar({ office, rows, selected, onClear }: AssignBarProps): ReactNode {
  const t = useTranslations("web.desk");
  const cache = useQueryClient();
  const [personId, setPersonId] = useState("");
  const chosen = rows.filter(({ id }) => selected.has(id));
  const { data: officers } = useQuery({
    queryKey: ["assignees", office.list],
    queryFn: office.officers,
    enabled: chosen.length > 0,
  });
  const assigning = useMutation({
    mutationFn: async () => {
      const cases = chosen.map(({ id, version }) => ({ id, expectedVersion: version }));
      const { items } = await office.give(personId, cases);
      return items.map((item) => ({ ...item, number: chosen.find(({ id }) => id === item.id)?.number ?? "" }));
    },
    onSuccess: () => {
      onClear();
      return cache.invalidateQueries({ queryKey: [office.list] });
    },
  });
  const refused = (assigning.data ?? []).flatMap(({ number, refusal }) =>
    refusal === null ? [] : [{ number, refusal }],
  );
  const given = (assigning.data ?? []).length - refused.length;
  return (
    <div className="grid gap-3" aria-live="polite">
      {chosen.length === 0 ? null : (
        <form
          className="card mb-4 flex flex-wrap items-end gap-3 p-4"
          aria-label={t("assignBar")}
          onSubmit={(event) => {
            event.preventDefault();
            assigning.mutate();
          }}
        >
          <p className="font-semibold">{t("selected", { count: chosen.length })}</p>
          <label className="grid gap-1 text-small">
            <span>{t("assignTo")}</span>
            <select
              className="input input-small"
              required
              value={personId}
              onChange={(event) => setPersonId(event.currentTarget.value)}
            >
              <option value="">{t("assignNone")}</option>
              {(officers?.items ?? []).map(({ id, name, openCases }) => (
                <option key={id} value={id}>
                  {t("assignOption", { name, count: openCases })}
                </option>
              ))}
            </select>
          </label>
          <BusyButton type="submit" className="button button-small button-main" isBusy={assigning.isPending}>
            {t("assign")}
          </BusyButton>
          <button type="button" className="button button-small" onClick={onClear}>
            {t("clearSelection")}
          </button>
        </form>
      )}
      {assigning.error === null ? null : <FailureNotice error={assigning.error} />}
      {given === 0 || chosen.length > 0 ? null : (
        <div className="mb-4">
          <Notice tone="good" title={t("assigned", { count: given })} />
        </div>
      )}
      {refused.length === 0 ? null : (
        <div className="mb-4">
          <Notice tone="wait" title={t("assignRefused")}>
            <ul className="list-disc pl-5">
              {refused.map(({ number, refusal }) => (
                <li key={number}>
                  {number}: {refusal.message}
                </li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
    </div>
  );
}
