/** SMPP accounts of a call centre's clients. API keys for HTTP are managed with the applications. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { Page } from "../../parts/page.tsx";
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
  const columns = useAccountColumns();
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
      <List
        query={found}
        lines={3}
        caption={t("accounts")}
        columns={columns}
        empty={{ title: t("accountsEmptyTitle"), text: t("accountsEmptyText") }}
      />
      {isAdding ? <AccountDialog onClose={() => setAdding(false)} /> : null}
    </section>
  );
}

function useAccountColumns(): readonly Column<AccountRow>[] {
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
      look: "wrap",
      cell: ({ addresses }) => (addresses.length === 0 ? t("anywhere") : addresses.join(", ")),
    },
    {
      id: "limits",
      header: t("limits"),
      cell: ({ ratePerSecond: rate, windowMax: window, bindsMax: binds }) => t("limitsOf", { rate, window, binds }),
    },
    {
      id: "acts",
      header: all("acts"),
      actions: (row) => [
        {
          text: all("end"),
          label: t("endAccountOf", { name: row.name }),
          ends: {
            title: t("endAccountTitle", { name: row.name }),
            text: t("endAccountText"),
            yes: t("endYes"),
            end: () => read(api.DELETE("/api/service/sms/accounts/{id}", { params: { path: { id: row.id } } })),
          },
        },
      ],
    },
  ];
}
