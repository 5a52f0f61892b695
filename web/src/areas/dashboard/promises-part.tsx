/** Processing times met and missed, by kind of case and by officer. */
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/notice.tsx";
import type { Dashboard } from "./dashboard-data.ts";
import { FigureLink } from "./figure-link.tsx";

type PromiseRow = Dashboard["promises"][number];
type OfficerRow = Dashboard["officers"][number];

const FIGURES = ["atRisk", "late", "kept", "missed"] as const;

/** The four figures as columns; `whose` names the row for screen readers. */
function useFigureColumns<Row extends Pick<PromiseRow, (typeof FIGURES)[number]>>(
  whose: (row: Row) => string,
): readonly Column<Row>[] {
  const t = useTranslations("web.dashboard");
  return FIGURES.map((name) => ({
    id: name,
    header: t(`figure.${name}`),
    numeric: true,
    cell: (row) => (
      <FigureLink figure={row[name]} of={`${t(`figure.${name}`)}, ${whose(row)}`} isBad={name === "late"} />
    ),
  }));
}

/** The share of cases completed on time, rounded down so that 100% means all. */
function PunctualShare({ row }: { readonly row: PromiseRow }): ReactNode {
  const t = useTranslations("web.dashboard");
  const { kept, missed } = row;
  const ended = kept.count + missed.count;
  if (ended === 0) return null;
  return (
    <span className="block text-small text-soft">
      {t("keptShare", { percent: Math.floor((kept.count / ended) * 100) })}
    </span>
  );
}

/** Processing times by kind of case. */
export function PromisesPart({ dashboard }: { readonly dashboard: Dashboard }): ReactNode {
  const t = useTranslations("web.dashboard");
  const figures = useFigureColumns<PromiseRow>((row) => t(`promised.${row.promised}`));
  const columns = useMemo<readonly Column<PromiseRow>[]>(
    () => [
      {
        id: "promised",
        header: t("promise"),
        cell: (row) => (
          <span className="block min-w-[150px] font-semibold">
            {t(`promised.${row.promised}`)}
            <PunctualShare row={row} />
          </span>
        ),
      },
      ...figures,
      {
        id: "used",
        header: t("used"),
        cell: (row) =>
          row.usedMedian === null || row.usedP90 === null ? (
            <span className="text-soft">{t("usedNone")}</span>
          ) : (
            t("usedText", { median: row.usedMedian, p90: row.usedP90 })
          ),
      },
    ],
    [t, figures],
  );
  return (
    <section>
      <h2>{t("promisesTitle")}</h2>
      <p className="mb-3 text-small text-soft">{t("promisesText", { percent: dashboard.riskPercent })}</p>
      <DataTable
        caption={t("promisesTitle")}
        columns={columns}
        rows={dashboard.promises}
        rowId={({ promised }) => promised}
      />
    </section>
  );
}

const ROWS_MAX = 200;

/** Processing times by officer, most overdue cases first. */
export function OfficersPart({ officers }: { readonly officers: readonly OfficerRow[] }): ReactNode {
  const t = useTranslations("web.dashboard");
  const nameOf = (row: OfficerRow): string => row.officer?.name ?? t("nobody");
  const figures = useFigureColumns<OfficerRow>((row) => `${nameOf(row)}, ${t(`promised.${row.promised}`)}`);
  const columns: readonly Column<OfficerRow>[] = [
    { id: "officer", header: t("officer"), look: "strong", cell: (row) => nameOf(row) },
    { id: "promised", header: t("promise"), cell: (row) => t(`promised.${row.promised}`) },
    ...figures,
  ];
  const rows = officers
    .toSorted(
      (left, right) =>
        right.late.count - left.late.count ||
        right.atRisk.count - left.atRisk.count ||
        nameOf(left).localeCompare(nameOf(right)),
    )
    .slice(0, ROWS_MAX);
  return (
    <section>
      <h2 className="mb-3">{t("officersTitle")}</h2>
      {rows.length === 0 ? (
        <Empty title={t("officersEmpty")}>{t("officersEmptyText")}</Empty>
      ) : (
        <DataTable
          caption={t("officersTitle")}
          columns={columns}
          rows={rows}
          rowId={({ promised, officer }) => `${promised} ${officer?.id ?? "none"}`}
        />
      )}
    </section>
  );
}
