/** Carriers of short messages: how they stand, what goes to them and for how much; and numbers that nothing is sent to. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Badge } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { rupiah } from "../../words/amounts.ts";
import { moment } from "../../words/dates.ts";
import { EndDialog } from "../service/end-dialog.tsx";
import { BarredPart } from "./barred-part.tsx";
import { type CarrierRow, carriersQuery } from "./carrier-data.ts";
import { CarrierWays } from "./carrier-ways.tsx";

const ROUTES_SHOWN = 4;

/** The screen of `/operator-sms`. */
export function CarriersScreen(): ReactNode {
  const t = useTranslations("web.smsCarriers");
  const found = useQuery(carriersQuery);
  const [ending, setEnding] = useState<CarrierRow | null>(null);
  const columns = useColumns(setEnding);
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
          <Awaiting query={found} lines={4} height={72} />
          {rows?.length === 0 ? (
            <Empty title={t("emptyTitle")} action={add}>
              {t("emptyText")}
            </Empty>
          ) : null}
          {hasAny ? <DataTable caption={t("title")} columns={columns} rows={rows} rowId={({ id }) => id} /> : null}
        </div>
        <BarredPart />
      </div>
      {ending === null ? null : (
        <EndDialog
          title={t("endTitle", { name: ending.name })}
          text={t("endText")}
          yes={t("endYes")}
          end={() => read(api.DELETE("/api/service/sms/carriers/{id}", { params: { path: { id: ending.id } } }))}
          onClose={() => setEnding(null)}
        />
      )}
    </Page>
  );
}

/** Up or down since when, in shape, word and colour. */
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

function useColumns(onEnd: (row: CarrierRow) => void): readonly Column<CarrierRow>[] {
  const t = useTranslations("web.smsCarriers");
  return [
    {
      id: "name",
      header: t("name"),
      cell: ({ name }) => <span className="font-semibold [overflow-wrap:anywhere]">{name}</span>,
    },
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
      cell: (row) => (
        <div className="flex flex-wrap gap-2">
          <Link
            to="/operator-sms/$id"
            params={{ id: row.id }}
            className="button button-small"
            aria-label={t("changeOf", { name: row.name })}
          >
            {t("change")}
          </Link>
          <button
            type="button"
            className="button button-small"
            aria-label={t("endOf", { name: row.name })}
            onClick={() => onEnd(row)}
          >
            {t("end")}
          </button>
        </div>
      ),
    },
  ];
}
