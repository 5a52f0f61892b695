/** Orders that reserve or block codes, and a search for the history of a code. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { sessionQuery } from "../../data/queries.ts";
import type { Column } from "../../parts/data-table.tsx";
import { Icon } from "../../parts/icons.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Page } from "../../parts/page.tsx";
import { may } from "../../shell/places.ts";
import { shortDate } from "../../words/dates.ts";
import { type OrderLine, ordersQuery } from "./inventory-data.ts";
import { InventoryTabs } from "./inventory-tabs.tsx";
import { ORDER_STATES, OrderBadge } from "./order-badge.tsx";

function useColumns(): readonly Column<OrderLine>[] {
  const t = useTranslations("web.inventory.order");
  const locale = useLocale();
  return [
    {
      id: "selection",
      header: t("codes"),
      to: "/inventaris/perintah/$id",
      look: "strong-words",
      cell: (row) => row.selection,
    },
    { id: "kind", header: t("kind"), cell: (row) => t(`kinds.${row.kind}`) },
    { id: "state", header: t("state"), cell: (row) => <OrderBadge state={row.state} /> },
    { id: "reason", header: t("reason"), look: "words", cell: (row) => row.reason },
    {
      id: "kept",
      header: t("kept"),
      numeric: true,
      cell: (row) => t("keptOf", { keeps: row.keeps, named: row.named }),
    },
    {
      id: "until",
      header: t("until"),
      cell: (row) => (row.endsOn === null ? t("open") : shortDate(row.endsOn, locale)),
    },
    { id: "given", header: t("given"), cell: (row) => `${shortDate(row.createdAt, locale)} · ${row.createdByName}` },
  ];
}

function Orders(): ReactNode {
  const t = useTranslations("web.inventory.order");
  const parts = useTranslations("web.parts");
  const { address, change, pages, paging } = useListAddress(useSearch({ from: "/inventaris" }));
  const { state } = address;
  return (
    <section aria-labelledby="orders" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="orders">{t("listTitle")}</h2>
        <FilterSelect
          label={parts("filterState")}
          value={state ?? ""}
          options={ORDER_STATES.map((one) => ({ value: one, label: t(`states.${one}`) }))}
          onChange={(next) => change({ state: next })}
        />
      </div>
      <List
        query={useQuery(ordersQuery({ ...pages, ...(state === undefined ? {} : { state }) }))}
        lines={6}
        caption={t("listTitle")}
        columns={useColumns()}
        paging={paging}
        empty={{ title: t("emptyTitle"), text: t("emptyText") }}
      />
    </section>
  );
}

/** The first tab of the inventory screens. */
export function OrdersScreen(): ReactNode {
  const t = useTranslations("web.inventory");
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      actions={
        may(session, "inventory.manage") ? (
          <Link to="/inventaris/perintah/baru" className="button button-main">
            <Icon name="lock" size={18} />
            {t("order.new")}
          </Link>
        ) : undefined
      }
    >
      <InventoryTabs here="orders" />
      <div className="card mb-6 grid gap-2 p-4">
        <h2 className="text-lead">{t("record.find")}</h2>
        <SearchBox
          value=""
          label={t("record.findLabel")}
          placeholder={t("record.findExample")}
          onSearch={(text) => {
            const code = text.replaceAll(/[\s.-]/g, "");
            if (code !== "") void navigate({ to: "/inventaris/kode/$code", params: { code } });
          }}
        />
      </div>
      <Orders />
    </Page>
  );
}
