/** Disputes at the verifiers' desk: those that are open, oldest first, or those that are over. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { disputeDeskQuery } from "../../data/queries.ts";
import type { Dispute } from "../../data/types.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { FilterSelect } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { longDate, moment } from "../../words/dates.ts";
import { DisputeBadge } from "./dispute-badge.tsx";

function useColumns(): readonly Column<Dispute>[] {
  const t = useTranslations("web.account");
  const locale = useLocale();
  return useMemo(
    () => [
      {
        id: "company",
        header: t("company"),
        cell: (row) => (
          <Link to="/meja-sengketa/$id" params={{ id: row.id }} className="font-semibold">
            {row.organisationName}
          </Link>
        ),
      },
      { id: "nib", header: t("nib"), cell: (row) => row.nib ?? "–" },
      { id: "claimant", header: t("claimant"), cell: (row) => row.claimantName },
      { id: "ground", header: t("ground"), cell: (row) => t(`grounds.${row.ground}`) },
      { id: "state", header: t("state"), cell: (row) => <DisputeBadge state={row.state} /> },
      { id: "opened", header: t("openedAt"), cell: (row) => moment(row.openedAt, locale) },
      {
        id: "due",
        header: t("statementDue"),
        cell: (row) => (row.statementDueDate === null ? "–" : longDate(row.statementDueDate, locale)),
      },
    ],
    [t, locale],
  );
}

/** The list of disputes, by what its address says. */
export function DisputeDeskScreen(): ReactNode {
  const t = useTranslations("web.account");
  const search = useSearch({ from: "/meja-sengketa" });
  const navigate = useNavigate({ from: "/meja-sengketa" });
  const { page, pageSize } = pagingOf(search);
  const open = search.state === "over" ? "no" : "yes";
  const { data, error, refetch } = useQuery({
    ...disputeDeskQuery({ open, page, pageSize }),
    refetchInterval: 15_000,
  });
  const columns = useColumns();
  const change = (part: Record<string, string>): void =>
    void navigate({ search: (before) => ({ ...before, page: "1", ...part }), replace: true });
  return (
    <Page
      width="working"
      title={t("deskTitle")}
      lead={t("deskLead")}
      actions={
        <Link to="/verifikasi" className="button">
          {t("toVerifications")}
        </Link>
      }
    >
      <div className="mb-4">
        <FilterSelect
          label={t("state")}
          value={open === "no" ? "over" : ""}
          all={t("openOnes")}
          options={[{ value: "over", label: t("overOnes") }]}
          onChange={(state) => change({ state })}
        />
      </div>
      <Awaiting query={{ data, error, refetch }} lines={6} />
      {data !== undefined && data.total === 0 ? <Empty title={t("deskEmptyTitle")}>{t("deskEmptyText")}</Empty> : null}
      {data !== undefined && data.total > 0 ? (
        <>
          <DataTable caption={t("deskTitle")} columns={columns} rows={data.items} rowId={(row) => row.id} />
          <Pager
            total={data.total}
            page={page}
            pageSize={pageSize}
            onPage={(next) => change({ page: String(next) })}
            onPageSize={(size) => change({ size: String(size) })}
          />
        </>
      ) : null}
    </Page>
  );
}
