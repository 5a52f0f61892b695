/** Orders that reserve or block codes, and the way to any code's history. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { sessionQuery } from "../../data/queries.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Icon } from "../../parts/icons.tsx";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { may } from "../../shell/places.ts";
import { shortDate } from "../../words/dates.ts";
import { type OrderLine, ordersQuery } from "./inventory-data.ts";
import { InventoryTabs } from "./inventory-tabs.tsx";
import { ORDER_STATES, OrderBadge } from "./order-badge.tsx";

function useColumns(): readonly Column<OrderLine>[] {
  const t = useTranslations("web.inventory.order");
  const locale = useLocale();
  return useMemo(
    () => [
      {
        id: "selection",
        header: t("codes"),
        cell: (row) => (
          <Link to="/inventaris/perintah/$id" params={{ id: row.id }} className="font-semibold break-words">
            {row.selection}
          </Link>
        ),
      },
      { id: "kind", header: t("kind"), cell: (row) => t(`kinds.${row.kind}`) },
      { id: "state", header: t("state"), cell: (row) => <OrderBadge state={row.state} /> },
      { id: "reason", header: t("reason"), cell: (row) => <span className="break-words">{row.reason}</span> },
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
      {
        id: "given",
        header: t("given"),
        cell: (row) => `${shortDate(row.createdAt, locale)} · ${row.createdByName}`,
      },
    ],
    [t, locale],
  );
}

function Orders(): ReactNode {
  const t = useTranslations("web.inventory.order");
  const parts = useTranslations("web.parts");
  const search = useSearch({ from: "/inventaris" });
  const navigate = useNavigate({ from: "/inventaris" });
  const paging = pagingOf(search);
  const { data, error, refetch } = useQuery(
    ordersQuery({ ...paging, ...(search.state === undefined ? {} : { state: search.state }) }),
  );
  const columns = useColumns();
  const change = (part: {
    readonly state?: string | undefined;
    readonly page?: string;
    readonly size?: string;
  }): void =>
    void navigate({ search: (before) => ({ ...before, page: "1", ...part }) as typeof before, replace: true });
  return (
    <section aria-labelledby="orders" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="orders">{t("listTitle")}</h2>
        <FilterSelect
          label={parts("filterState")}
          value={search.state ?? ""}
          options={ORDER_STATES.map((state) => ({ value: state, label: t(`states.${state}`) }))}
          onChange={(state) => change({ state: state || undefined })}
        />
      </div>
      <Awaiting query={{ data, error, refetch }} lines={6} />
      {data !== undefined && data.total === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      {data !== undefined && data.total > 0 ? (
        <>
          <DataTable caption={t("listTitle")} columns={columns} rows={data.items} rowId={(row) => row.id} />
          <Pager
            total={data.total}
            {...paging}
            onPage={(page) => change({ page: String(page) })}
            onPageSize={(size) => change({ size: String(size) })}
          />
        </>
      ) : null}
    </section>
  );
}

/** The first part of the inventory desk. */
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
