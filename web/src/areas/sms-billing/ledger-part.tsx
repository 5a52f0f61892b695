/** Entries of a ledger, the newest first, page by page. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { FilterSelect } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { signedRupiah } from "./amount.tsx";
import { type LedgerAddress, type LedgerEntry, ledgerQuery } from "./billing-data.ts";

/** Of the call centre itself, or of the one that the installation looks at. */
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
  const columns = useColumns();
  const { data } = found;
  const isPaged = address.after !== undefined && address.after !== "";
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
      <Awaiting query={found} lines={6} />
      {data?.items.length === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      {data === undefined || data.items.length === 0 ? null : (
        <DataTable caption={t("title")} columns={columns} rows={data.items} rowId={({ id }) => id} />
      )}
      <p className="flex flex-wrap gap-3">
        {isPaged ? (
          <button type="button" className="button button-small" onClick={() => onChange({ ...address, after: "" })}>
            {all("newest")}
          </button>
        ) : null}
        {data === undefined || data.next === null ? null : (
          <button
            type="button"
            className="button button-small"
            onClick={() => onChange({ ...address, after: data.next ?? "" })}
          >
            {all("more")}
          </button>
        )}
      </p>
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
      cell: ({ reason, reference, carrier, category, segments }) => (
        <span className="[overflow-wrap:anywhere]">
          {category === null || segments === null
            ? [reason, reference].filter((one) => one !== null && !one.startsWith("correction ")).join(" · ")
            : [t("segments", { count: segments }), carrier, all(`categories.${category}`)].join(" · ")}
        </span>
      ),
    },
  ];
}
