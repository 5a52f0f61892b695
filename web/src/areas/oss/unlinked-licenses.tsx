/** Licences in OSS without a case, for officers, who may link one to a case of the same company. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { SelectField } from "../../parts/fields.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListFilters } from "../../parts/list-screen/list-screen.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { useMay } from "../../shell/use-may.ts";
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
  return [
    { id: "license", header: t("column.license"), look: "strong-letters", cell: (row) => row.licenseId },
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
  ];
}

/** The list of licences in OSS without a case. */
export function UnlinkedLicenses(): ReactNode {
  const t = useTranslations("web.oss.unlinked");
  const list = useListAddress(useSearch({ from: "/oss" }));
  const { search = "" } = list.address;
  return (
    <>
      <p className="mb-4">{t("lead")}</p>
      <ListFilters list={list} filters={[{ key: "search", label: t("search") }]} />
      <List
        query={useQuery(waitingRowsQuery({ ...list.pages, search }))}
        lines={8}
        height={36}
        caption={t("title")}
        columns={useColumns(useMay("oss.retry"))}
        rowId={({ licenseId }) => licenseId}
        paging={list.paging}
        empty={{ title: t("emptyTitle"), text: t("emptyText") }}
      />
    </>
  );
}
