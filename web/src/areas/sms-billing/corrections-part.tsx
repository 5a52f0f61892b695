/** Ledger corrections that await a second approval. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { signedRupiah } from "./amount.tsx";
import { type CorrectionRow, correctionsQuery } from "./billing-data.ts";

type Decision = "confirmed" | "declined";

/** The list, with the permitted actions. */
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
  return (
    <section className="grid gap-3" aria-labelledby="corrections">
      <h2 id="corrections">{t("corrections")}</h2>
      {deciding.error === null ? null : <FailureNotice error={deciding.error} />}
      <List
        query={found}
        lines={2}
        caption={t("corrections")}
        columns={columns}
        empty={{ text: t("correctionsNone") }}
      />
    </section>
  );
}

function useColumns(decide: (row: CorrectionRow, decision: Decision) => void): readonly Column<CorrectionRow>[] {
  const t = useTranslations("web.smsBilling.balances");
  const all = useTranslations("web.smsBilling");
  const locale = useLocale();
  return [
    { id: "tenant", header: t("tenant"), look: "strong-wrap", cell: ({ tenant }) => tenant },
    { id: "amount", header: t("amount"), look: "line", cell: ({ amountRupiah }) => signedRupiah(amountRupiah, locale) },
    { id: "reason", header: t("reason"), look: "wrap", cell: ({ reason }) => reason },
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
