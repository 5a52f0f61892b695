/** The accounts by which programs of a call centre hand in messages over SMPP. Keys for HTTP stand among applications and API. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { EndDialog } from "../service/end-dialog.tsx";
import { AccountDialog } from "./account-dialog.tsx";
import { SettingsWays } from "./settings-ways.tsx";
import { type AccountRow, accountsQuery } from "./sms-settings-data.ts";

/** The screen of `/layanan/pengirim/program`. */
export function ProgramsScreen(): ReactNode {
  const t = useTranslations("web.smsSettings.programs");
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<SettingsWays />}>
      <div className="grid gap-8">
        <p className="max-w-[70ch]">
          {t("keysText")} <Link to="/layanan/api/kunci">{t("keysWay")}</Link>.
        </p>
        <Accounts />
      </div>
    </Page>
  );
}

function Accounts(): ReactNode {
  const t = useTranslations("web.smsSettings.programs");
  const found = useQuery(accountsQuery);
  const [isAdding, setAdding] = useState(false);
  const [ending, setEnding] = useState<AccountRow | null>(null);
  const columns = useAccountColumns(setEnding);
  const rows = found.data?.items;
  return (
    <section className="grid gap-3" aria-labelledby="accounts">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          <h2 id="accounts">{t("accounts")}</h2>
          <p className="mt-1 max-w-[70ch] text-soft">{t("accountsLead")}</p>
        </div>
        <button type="button" className="button" onClick={() => setAdding(true)}>
          {t("addAccount")}
        </button>
      </div>
      <Awaiting query={found} lines={3} />
      {rows?.length === 0 ? <Empty title={t("accountsEmptyTitle")}>{t("accountsEmptyText")}</Empty> : null}
      {rows === undefined || rows.length === 0 ? null : (
        <DataTable caption={t("accounts")} columns={columns} rows={rows} rowId={({ id }) => id} />
      )}
      {isAdding ? <AccountDialog onClose={() => setAdding(false)} /> : null}
      {ending === null ? null : (
        <EndDialog
          title={t("endAccountTitle", { name: ending.name })}
          text={t("endAccountText")}
          yes={t("endYes")}
          end={() => read(api.DELETE("/api/service/sms/accounts/{id}", { params: { path: { id: ending.id } } }))}
          onClose={() => setEnding(null)}
        />
      )}
    </section>
  );
}

function useAccountColumns(onEnd: (row: AccountRow) => void): readonly Column<AccountRow>[] {
  const t = useTranslations("web.smsSettings.programs");
  const all = useTranslations("web.smsSettings");
  return [
    {
      id: "name",
      header: t("name"),
      cell: ({ name, systemId }) => (
        <span className="grid [overflow-wrap:anywhere]">
          <span className="font-semibold">{name}</span>
          <code>{systemId}</code>
        </span>
      ),
    },
    { id: "category", header: t("category"), cell: ({ category }) => t(`categories.${category}`) },
    {
      id: "addresses",
      header: t("addresses"),
      cell: ({ addresses }) => (
        <span className="[overflow-wrap:anywhere]">
          {addresses.length === 0 ? t("anywhere") : addresses.join(", ")}
        </span>
      ),
    },
    {
      id: "limits",
      header: t("limits"),
      cell: ({ ratePerSecond: rate, windowMax: window, bindsMax: binds }) => t("limitsOf", { rate, window, binds }),
    },
    {
      id: "acts",
      header: all("acts"),
      cell: (row) => (
        <button
          type="button"
          className="button button-small"
          aria-label={t("endAccountOf", { name: row.name })}
          onClick={() => onEnd(row)}
        >
          {all("end")}
        </button>
      ),
    },
  ];
}
