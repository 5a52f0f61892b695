/** SMS carriers with bind state, routes and prices, and blocked prefixes. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Badge } from "../../parts/badges.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { Page } from "../../parts/page.tsx";
import { rupiah } from "../../words/amounts.ts";
import { moment } from "../../words/dates.ts";
import { BarredPart } from "./barred-part.tsx";
import { type CarrierRow, carriersQuery } from "./carrier-data.ts";
import { CarrierWays } from "./carrier-ways.tsx";

const ROUTES_SHOWN = 4;

/** The screen of `/operator-sms`. */
export function CarriersScreen(): ReactNode {
  const t = useTranslations("web.smsCarriers");
  const found = useQuery(carriersQuery);
  const columns = useColumns();
  const rows = found.data?.items;
  const add = (
    <Link to="/operator-sms/baru" className="button button-main">
      {t("add")}
    </Link>
  );
  const hasAny = rows !== undefined && rows.length > 0;
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      above={<CarrierWays />}
      actions={hasAny ? add : undefined}
    >
      <div className="grid gap-10">
        <div>
          <List
            query={found}
            lines={4}
            height={72}
            caption={t("title")}
            columns={columns}
            empty={{ title: t("emptyTitle"), text: t("emptyText"), action: add }}
          />
        </div>
        <BarredPart />
      </div>
    </Page>
  );
}

/** The bind state since when: shape, label and colour. */
function CarrierState({ isOn, downSince }: Pick<CarrierRow, "isOn" | "downSince">): ReactNode {
  const t = useTranslations("web.smsCarriers");
  const locale = useLocale();
  if (!isOn)
    return (
      <Badge shape="dash" tone="quiet">
        {t("states.off")}
      </Badge>
    );
  if (downSince === null)
    return (
      <Badge shape="disc" tone="good">
        {t("states.well")}
      </Badge>
    );
  return (
    <span className="grid justify-items-start gap-1">
      <Badge shape="cross" tone="bad">
        {t("states.down")}
      </Badge>
      <span className="text-small text-soft">{t("downSince", { at: moment(downSince, locale) })}</span>
    </span>
  );
}

function RouteLines({ routes }: Pick<CarrierRow, "routes">): ReactNode {
  const t = useTranslations("web.smsCarriers");
  const locale = useLocale();
  if (routes.length === 0) return <span className="text-soft">{t("routesNone")}</span>;
  const rest = routes.length - ROUTES_SHOWN;
  return (
    <ul className="grid gap-1 tabular-nums">
      {routes.slice(0, ROUTES_SHOWN).map(({ prefix, priceRupiah, quality }) => (
        <li key={prefix}>{t("routeOf", { prefix, price: rupiah(priceRupiah, locale), quality })}</li>
      ))}
      {rest > 0 ? <li className="text-soft">{t("routesMore", { count: rest })}</li> : null}
    </ul>
  );
}

function useColumns(): readonly Column<CarrierRow>[] {
  const t = useTranslations("web.smsCarriers");
  return [
    { id: "name", header: t("name"), look: "strong-wrap", cell: ({ name }) => name },
    { id: "state", header: t("state"), cell: (row) => <CarrierState {...row} /> },
    {
      id: "place",
      header: t("place"),
      cell: ({ host, port, isTls, systemId }) => (
        <span className="grid [overflow-wrap:anywhere]">
          <span>{`${host}:${port}${isTls ? " TLS" : ""}`}</span>
          <span className="text-small text-soft">{systemId}</span>
        </span>
      ),
    },
    {
      id: "pace",
      header: t("pace"),
      cell: ({ ratePerSecond: rate, windowMax: window, binds }) => t("paceOf", { rate, window, binds }),
    },
    { id: "routes", header: t("routes"), cell: (row) => <RouteLines {...row} /> },
    {
      id: "acts",
      header: t("acts"),
      actions: (row) => [
        { text: t("change"), label: t("changeOf", { name: row.name }), to: "/operator-sms/$id" },
        {
          text: t("end"),
          label: t("endOf", { name: row.name }),
          ends: {
            title: t("endTitle", { name: row.name }),
            text: t("endText"),
            yes: t("endYes"),
            end: () => read(api.DELETE("/api/service/sms/carriers/{id}", { params: { path: { id: row.id } } })),
          },
        },
      ],
    },
  ];
}
