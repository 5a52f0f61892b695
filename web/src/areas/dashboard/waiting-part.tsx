/** Stages with the longest wait: open stages, ordered by their oldest case. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { CaseKind } from "../../../../src/licensing/dashboard/contract.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/notice.tsx";
import { shortDate } from "../../words/dates.ts";
import type { DashboardPhase } from "./dashboard-data.ts";
import { FigureLink } from "./figure-link.tsx";
import { usePhaseName } from "./phase-name.ts";

const DAY_MS = 24 * 3_600_000;
const SHOWN_MAX = 12;

const CASE_SCREENS = {
  registration: "/verifikasi/$id",
  numbering: "/permohonan/$id",
  licence: "/izin/$id",
  test: "/uji/$id",
  sklo: "/uji/$id",
  handover: "/izin/$id",
} as const satisfies Readonly<Record<CaseKind, string>>;

type Waiting = DashboardPhase & { readonly oldest: NonNullable<DashboardPhase["oldest"]> };

function useColumns(asOf: string): readonly Column<Waiting>[] {
  const t = useTranslations("web.dashboard");
  const nameOf = usePhaseName();
  const locale = useLocale();
  return [
    {
      id: "stage",
      header: t("who"),
      cell: (row) => (
        <span className="block min-w-[160px]">
          <span className="font-semibold">
            {t(`kind.${row.kind}`)}: {nameOf(row)}
          </span>
          <span className="block text-small text-soft">{row.holder === null ? "" : t(`holder.${row.holder}`)}</span>
        </span>
      ),
    },
    {
      id: "since",
      header: t("since"),
      cell: (row) => (
        <span className="whitespace-nowrap">
          {shortDate(row.oldest.since, locale)}
          <span className="block text-small text-soft">
            {t("waitDays", {
              days: Math.max(0, Math.floor((Date.parse(asOf) - Date.parse(row.oldest.since)) / DAY_MS)),
            })}
          </span>
        </span>
      ),
    },
    {
      id: "oldest",
      header: t("oldest"),
      cell: (row) => (
        <Link to={CASE_SCREENS[row.kind]} params={{ id: row.oldest.id }} className="whitespace-nowrap">
          {row.oldest.number ?? t("oldest")}
        </Link>
      ),
    },
    {
      id: "cases",
      header: t("cases"),
      numeric: true,
      cell: (row) => <FigureLink figure={row.cases} of={`${t(`kind.${row.kind}`)}, ${nameOf(row)}`} />,
    },
  ];
}

/** The stages with the longest wait. */
export function WaitingPart({
  stages,
  asOf,
}: {
  readonly stages: readonly DashboardPhase[];
  readonly asOf: string;
}): ReactNode {
  const t = useTranslations("web.dashboard");
  const columns = useColumns(asOf);
  const waiting = stages
    .flatMap((stage) => (stage.oldest === null ? [] : [{ ...stage, oldest: stage.oldest }]))
    .toSorted((left, right) => left.oldest.since.localeCompare(right.oldest.since))
    .slice(0, SHOWN_MAX);
  return (
    <section>
      <h2>{t("waitTitle")}</h2>
      <p className="mb-3 text-small text-soft">{t("waitText")}</p>
      {waiting.length === 0 ? (
        <Empty title={t("waitEmpty")}>{t("waitEmptyText")}</Empty>
      ) : (
        <DataTable
          caption={t("waitTitle")}
          columns={columns}
          rows={waiting}
          rowId={(row) => [row.kind, row.state, row.skloStage, row.holder].join(" ")}
        />
      )}
    </section>
  );
}
