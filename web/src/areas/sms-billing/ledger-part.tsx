/** Ledger entries, newest first, page by page. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { FilterSelect } from "../../parts/list-tools.tsx";
import { moment } from "../../words/dates.ts";
import { signedRupiah } from "./amount.tsx";
import { type LedgerAddress, type LedgerEntry, ledgerQuery } from "./billing-data.ts";

/** The call centre's ledger, or that of the one that the installation views. */
export function LedgerPart({
  address,
  centreId,
  onChange,
}: {
  readonly address: LedgerAddress;
  readonly centreId: string | null;
  readonly onChange: (address: LedgerAddress) => void;
}): ReactNode {
  const t = useTranslations("web.smsBilling.ledger");
  const all = useTranslations("web.smsBilling");
  const found = useQuery(ledgerQuery(address, centreId));
  return (
    <section className="grid gap-3" aria-labelledby="ledger">
      <h2 id="ledger">{t("title")}</h2>
      <div className="flex flex-wrap gap-3">
        <FilterSelect
          label={t("filter")}
          value={address.kind ?? ""}
          all={t("all")}
          options={[{ value: "by-hand", label: t("by-hand") }]}
          onChange={(kind) => onChange({ kind, after: "" })}
        />
      </div>
      <List
        query={found}
        lines={6}
        caption={t("title")}
        columns={useColumns()}
        cursors={{
          now: address.after,
          next: found.data?.next,
          newest: all("newest"),
          older: all("more"),
          onGo: (after) => onChange({ ...address, after }),
        }}
        empty={{ title: t("emptyTitle"), text: t("emptyText") }}
      />
    </section>
  );
}

function useColumns(): readonly Column<LedgerEntry>[] {
  const t = useTranslations("web.smsBilling.ledger");
  const all = useTranslations("web.smsBilling");
  const locale = useLocale();
  return [
    { id: "at", header: t("at"), cell: ({ at }) => moment(at, locale) },
    { id: "kind", header: t("kind"), cell: ({ kind }) => t(`kinds.${kind}`) },
    {
      id: "amount",
      header: t("amount"),
      cell: ({ amountRupiah }) => (
        <span className="font-semibold whitespace-nowrap tabular-nums">{signedRupiah(amountRupiah, locale)}</span>
      ),
    },
    {
      id: "what",
      header: t("what"),
      look: "wrap",
      cell: ({ reason, reference, carrier, category, segments }) =>
        category === null || segments === null
          ? [reason, reference].filter((one) => one !== null && !one.startsWith("correction ")).join(" · ")
          : [t("segments", { count: segments }), carrier, all(`categories.${category}`)].join(" · "),
    },
  ];
}
