/** Corrections of ledgers that wait for a second look. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting, FailureNotice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { signedRupiah } from "./amount.tsx";
import { type CorrectionRow, correctionsQuery } from "./billing-data.ts";

type Decision = "confirmed" | "declined";

/** The list, with what may be done about each. */
export function CorrectionsPart(): ReactNode {
  const t = useTranslations("web.smsBilling.balances");
  const cache = useQueryClient();
  const found = useQuery(correctionsQuery);
  const deciding = useMutation({
    mutationFn: ({ row, decision }: { readonly row: CorrectionRow; readonly decision: Decision }) => {
      const params = { path: { id: row.tenantId, correctionId: row.id } };
      const path = "/api/service/sms/balances/{id}/corrections/{correctionId}/decision";
      return read(api.POST(path, { params, body: { decision } }));
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ["service"] }),
  });
  const columns = useColumns((row, decision) => deciding.mutate({ row, decision }));
  const rows = found.data?.items;
  return (
    <section className="grid gap-3" aria-labelledby="corrections">
      <h2 id="corrections">{t("corrections")}</h2>
      <Awaiting query={found} lines={2} />
      {deciding.error === null ? null : <FailureNotice error={deciding.error} />}
      {rows?.length === 0 ? <p className="text-soft">{t("correctionsNone")}</p> : null}
      {rows === undefined || rows.length === 0 ? null : (
        <DataTable caption={t("corrections")} columns={columns} rows={rows} rowId={({ id }) => id} />
      )}
    </section>
  );
}

function useColumns(decide: (row: CorrectionRow, decision: Decision) => void): readonly Column<CorrectionRow>[] {
  const t = useTranslations("web.smsBilling.balances");
  const all = useTranslations("web.smsBilling");
  const locale = useLocale();
  return [
    {
      id: "tenant",
      header: t("tenant"),
      cell: ({ tenant }) => <span className="font-semibold [overflow-wrap:anywhere]">{tenant}</span>,
    },
    {
      id: "amount",
      header: t("amount"),
      cell: ({ amountRupiah }) => <span className="whitespace-nowrap">{signedRupiah(amountRupiah, locale)}</span>,
    },
    {
      id: "reason",
      header: t("reason"),
      cell: ({ reason }) => <span className="[overflow-wrap:anywhere]">{reason}</span>,
    },
    { id: "proposer", header: t("proposer"), cell: ({ proposer }) => proposer },
    { id: "at", header: t("at"), cell: ({ proposedAt }) => moment(proposedAt, locale) },
    {
      id: "acts",
      header: all("acts"),
      cell: (row) => {
        const facts = { amount: signedRupiah(row.amountRupiah, locale), tenant: row.tenant };
        return (
          <span className="flex flex-wrap items-center gap-2">
            {row.isOwn ? (
              <span className="text-small text-soft">{t("own")}</span>
            ) : (
              <button
                type="button"
                className="button button-small"
                aria-label={t("confirmOf", facts)}
                onClick={() => decide(row, "confirmed")}
              >
                {t("confirm")}
              </button>
            )}
            <button
              type="button"
              className="button button-small"
              aria-label={t("declineOf", facts)}
              onClick={() => decide(row, "declined")}
            >
              {t("decline")}
            </button>
          </span>
        );
      },
    },
  ];
}
