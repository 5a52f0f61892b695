/** Licences in OSS that no case answers, for officers, who may link one to a case of the same company. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { sessionQuery } from "../../data/queries.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { SelectField } from "../../parts/fields.tsx";
import { SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty, FailureNotice } from "../../parts/notice.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { may } from "../../shell/places.ts";
import { moment } from "../../words/dates.ts";
import { type WaitingRow, waitingRowsQuery } from "./oss-data.ts";

function LinkForm({ row }: { readonly row: WaitingRow }): ReactNode {
  const t = useTranslations("web.oss.unlinked");
  const cache = useQueryClient();
  const [chosen, setChosen] = useState(row.cases[0]?.id ?? "");
  const linking = useMutation({
    mutationFn: () =>
      read(
        api.POST("/api/oss/waiting-licenses/{licenseId}/case", {
          params: { path: { licenseId: row.licenseId } },
          body: { applicationId: chosen },
        }),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: ["oss"] }),
  });
  return (
    <form
      className="grid justify-items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        linking.mutate();
      }}
    >
      <SelectField
        name={`case-${row.licenseId}`}
        label={t("case")}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
      >
        {row.cases.map(({ id, number }) => (
          <option key={id} value={id}>
            {number}
          </option>
        ))}
      </SelectField>
      <BusyButton type="submit" className="button button-small" isBusy={linking.isPending}>
        {t("tie")}
        <span className="sr-only"> {row.licenseId}</span>
      </BusyButton>
      {linking.error === null ? null : <FailureNotice error={linking.error} />}
    </form>
  );
}

function useColumns(mayLink: boolean): readonly Column<WaitingRow>[] {
  const t = useTranslations("web.oss.unlinked");
  const locale = useLocale();
  return useMemo(
    () => [
      {
        id: "license",
        header: t("column.license"),
        cell: (row) => <span className="font-semibold break-all">{row.licenseId}</span>,
      },
      {
        id: "company",
        header: t("column.company"),
        cell: (row) => (
          <span>
            {row.organisationName}
            <span className="block text-small text-soft">{row.nib}</span>
          </span>
        ),
      },
      { id: "product", header: t("column.product"), cell: (row) => t(`product.${row.product}`) },
      { id: "received", header: t("column.received"), cell: (row) => moment(row.receivedAt, locale) },
      {
        id: "tie",
        header: t("column.tie"),
        cell: (row) => {
          if (row.cases.length === 0) return <span className="text-soft">{t("noCase")}</span>;
          return mayLink ? <LinkForm row={row} /> : row.cases.map(({ number }) => number).join(", ");
        },
      },
    ],
    [t, locale, mayLink],
  );
}

/** The list of licences in OSS that no case answers. */
export function UnlinkedLicenses(): ReactNode {
  const t = useTranslations("web.oss.unlinked");
  const search = useSearch({ from: "/oss" });
  const navigate = useNavigate({ from: "/oss" });
  const { page, pageSize } = pagingOf(search);
  const { data: session } = useQuery(sessionQuery);
  const { data, error, refetch } = useQuery(waitingRowsQuery({ page, pageSize, search: search.search ?? "" }));
  const columns = useColumns(may(session, "oss.retry"));
  const change = (part: Record<string, string>): void =>
    void navigate({ search: (before) => ({ ...before, page: "1", ...part }), replace: true });
  return (
    <>
      <p className="mb-4">{t("lead")}</p>
      <div className="mb-4">
        <SearchBox value={search.search ?? ""} label={t("search")} onSearch={(text) => change({ search: text })} />
      </div>
      <Awaiting query={{ data, error, refetch }} lines={8} height={36} />
      {data !== undefined && data.total === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      {data !== undefined && data.total > 0 ? (
        <>
          <DataTable caption={t("title")} columns={columns} rows={data.items} rowId={(row) => row.licenseId} />
          <Pager
            total={data.total}
            page={page}
            pageSize={pageSize}
            onPage={(next) => change({ page: String(next) })}
            onPageSize={(size) => change({ size: String(size) })}
          />
        </>
      ) : null}
    </>
  );
}
