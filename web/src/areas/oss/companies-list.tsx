/** Companies that need attention because of their OSS data, with a button to query OSS. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListFilters } from "../../parts/list-screen/list-screen.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { useMay } from "../../shell/use-may.ts";
import { displayCode } from "../../words/code-block.ts";
import { moment } from "../../words/dates.ts";
import { companiesQuery, type ListedCompany } from "./oss-data.ts";

function Why({ company }: { readonly company: ListedCompany }): ReactNode {
  const t = useTranslations("web.oss.desk");
  const risks = useTranslations("risks");
  const locale = useLocale();
  const { nibStatus, since, dispute, risk } = company;
  return (
    <div className="grid justify-items-start gap-1">
      {nibStatus === "frozen" || nibStatus === "revoked" ? (
        <>
          <Badge shape="triangle" tone="bad">
            {t(nibStatus)}
          </Badge>
          {since === null ? null : <span className="text-small text-soft">{moment(since, locale)}</span>}
        </>
      ) : null}
      {dispute === null ? null : <span className="max-w-[44ch]">{t(`dispute.${dispute}`)}</span>}
      {risk === null || risk === "high" ? null : (
        <Badge shape="eye" tone="wait">
          {t("risk", { risk: risks(risk as "low") })}
        </Badge>
      )}
    </div>
  );
}

function AskButton({ nib }: { readonly nib: string }): ReactNode {
  const t = useTranslations("web.oss.desk");
  const statuses = useTranslations("nibStatuses");
  const cache = useQueryClient();
  const ask = useMutation({
    mutationFn: () =>
      read<{ nibStatus: string }>(api.POST("/api/oss/companies/{nib}/inquiry", { params: { path: { nib } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["oss"] }),
  });
  return (
    <div className="grid justify-items-start gap-1">
      <BusyButton type="button" className="button button-small" isBusy={ask.isPending} onClick={() => ask.mutate()}>
        {t("ask")}
        <span className="sr-only"> {nib}</span>
      </BusyButton>
      {ask.data === undefined ? null : (
        <span className="text-small" role="status">
          {t("asked", { status: statuses(ask.data.nibStatus as "active") })}
        </span>
      )}
      {ask.error === null ? null : <FailureNotice error={ask.error} />}
    </div>
  );
}

function useColumns(mayAsk: boolean): readonly Column<ListedCompany>[] {
  const t = useTranslations("web.oss.desk");
  return [
    {
      id: "company",
      header: t("column.company"),
      cell: (row) => (
        <span>
          <strong>{row.name === "" ? "–" : row.name}</strong>
          <span className="block text-small text-soft">NIB {row.nib}</span>
          {row.organisationId === null ? (
            <span className="block text-small text-soft">{t("notRegistered")}</span>
          ) : null}
        </span>
      ),
    },
    { id: "why", header: t("column.why"), cell: (row) => <Why company={row} /> },
    {
      id: "cases",
      header: t("column.cases"),
      cell: (row) =>
        row.openCases.length === 0 ? (
          "–"
        ) : (
          <span className="flex flex-wrap gap-x-3">
            {row.openCases.map(({ id, number }) => (
              <Link key={id} to="/permohonan/$id" params={{ id }} className="whitespace-nowrap">
                {number}
              </Link>
            ))}
          </span>
        ),
    },
    {
      id: "codes",
      header: t("column.codes"),
      cell: (row) => (row.activeCodes.length === 0 ? "–" : row.activeCodes.map(displayCode).join(", ")),
    },
    ...(mayAsk
      ? [{ id: "acts", header: t("column.acts"), cell: (row: ListedCompany) => <AskButton nib={row.nib} /> }]
      : []),
  ];
}

/** The list of companies that need attention. */
export function CompaniesList(): ReactNode {
  const t = useTranslations("web.oss.desk");
  const list = useListAddress(useSearch({ from: "/oss" }));
  const { search = "" } = list.address;
  return (
    <>
      <ListFilters list={list} filters={[{ key: "search", label: t("searchCompanies") }]} />
      <List
        query={useQuery(companiesQuery({ ...list.pages, search }))}
        lines={8}
        height={36}
        caption={t("view.companies")}
        columns={useColumns(useMay("oss.retry"))}
        rowId={({ nib }) => nib}
        paging={list.paging}
        empty={{ title: t("emptyCompanies"), text: t("emptyCompaniesText") }}
      />
    </>
  );
}
