/** What programs of a call centre hand in messages by: accounts for SMPP and keys for HTTP. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api, serverNowMs } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Badge } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment } from "../../words/dates.ts";
import { EndDialog } from "../service/end-dialog.tsx";
import { AccountDialog } from "./account-dialog.tsx";
import { ApiKeyDialog } from "./api-key-dialog.tsx";
import { SettingsWays } from "./settings-ways.tsx";
import { type AccountRow, type ApiKeyRow, accountsQuery, apiKeysQuery } from "./sms-settings-data.ts";

/** The screen of `/layanan/pengirim/program`. */
export function ProgramsScreen(): ReactNode {
  const t = useTranslations("web.smsSettings.programs");
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<SettingsWays />}>
      <div className="grid gap-10">
        <Keys />
        <Accounts />
      </div>
    </Page>
  );
}

interface PartProps {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  readonly add: ReactNode;
  readonly children: ReactNode;
}

function Part({ id, title, lead, add, children }: PartProps): ReactNode {
  return (
    <section className="grid gap-3" aria-labelledby={id}>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          <h2 id={id}>{title}</h2>
          <p className="mt-1 max-w-[70ch] text-soft [overflow-wrap:anywhere]">{lead}</p>
        </div>
        {add}
      </div>
      {children}
    </section>
  );
}

function Accounts(): ReactNode {
  const t = useTranslations("web.smsSettings.programs");
  const found = useQuery(accountsQuery);
  const [isAdding, setAdding] = useState(false);
  const [ending, setEnding] = useState<AccountRow | null>(null);
  const columns = useAccountColumns(setEnding);
  const rows = found.data?.items;
  const add = (
    <button type="button" className="button" onClick={() => setAdding(true)}>
      {t("addAccount")}
    </button>
  );
  return (
    <Part id="accounts" title={t("accounts")} lead={t("accountsLead")} add={add}>
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
    </Part>
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

function Keys(): ReactNode {
  const t = useTranslations("web.smsSettings.programs");
  const found = useQuery(apiKeysQuery);
  const [isAdding, setAdding] = useState(false);
  const [ending, setEnding] = useState<ApiKeyRow | null>(null);
  const columns = useKeyColumns(setEnding);
  const rows = found.data?.items;
  const add = (
    <button type="button" className="button" onClick={() => setAdding(true)}>
      {t("addKey")}
    </button>
  );
  return (
    <Part id="keys" title={t("keys")} lead={t("keysLead")} add={add}>
      <Awaiting query={found} lines={3} />
      {rows?.length === 0 ? <Empty title={t("keysEmptyTitle")}>{t("keysEmptyText")}</Empty> : null}
      {rows === undefined || rows.length === 0 ? null : (
        <DataTable caption={t("keys")} columns={columns} rows={rows} rowId={({ id }) => id} />
      )}
      {isAdding ? <ApiKeyDialog onClose={() => setAdding(false)} /> : null}
      {ending === null ? null : (
        <EndDialog
          title={t("endKeyTitle", { name: ending.name })}
          text={t("endKeyText")}
          yes={t("endYes")}
          end={() => read(api.DELETE("/api/service/api-keys/{id}", { params: { path: { id: ending.id } } }))}
          onClose={() => setEnding(null)}
        />
      )}
    </Part>
  );
}

function useKeyColumns(onEnd: (row: ApiKeyRow) => void): readonly Column<ApiKeyRow>[] {
  const t = useTranslations("web.smsSettings.programs");
  const all = useTranslations("web.smsSettings");
  const locale = useLocale();
  return [
    {
      id: "name",
      header: t("name"),
      cell: ({ name, hint }) => (
        <span className="grid [overflow-wrap:anywhere]">
          <span className="font-semibold">{name}</span>
          <code>{hint}…</code>
        </span>
      ),
    },
    {
      id: "scopes",
      header: t("scopesLegend"),
      cell: ({ scopes }) => scopes.map((scope) => t(`scopes.${scope}`)).join("; "),
    },
    { id: "expiresAt", header: t("expiresAt"), cell: ({ expiresAt }) => <KeyEnd expiresAt={expiresAt} /> },
    {
      id: "usedAt",
      header: t("usedAt"),
      cell: ({ usedAt }) => (usedAt === null ? t("unused") : moment(usedAt, locale)),
    },
    {
      id: "made",
      header: t("made"),
      cell: ({ createdBy, createdAt }) => (
        <span className="[overflow-wrap:anywhere]">
          {t("madeBy", { by: createdBy, at: moment(createdAt, locale) })}
        </span>
      ),
    },
    {
      id: "acts",
      header: all("acts"),
      cell: (row) => (
        <button
          type="button"
          className="button button-small"
          aria-label={t("endKeyOf", { name: row.name })}
          onClick={() => onEnd(row)}
        >
          {all("end")}
        </button>
      ),
    },
  ];
}

function KeyEnd({ expiresAt }: { readonly expiresAt: string | null }): ReactNode {
  const t = useTranslations("web.smsSettings.programs");
  const locale = useLocale();
  if (expiresAt === null) return t("noEnd");
  const isOver = Date.parse(expiresAt) <= serverNowMs();
  return (
    <span className="grid justify-items-start gap-1">
      {moment(expiresAt, locale)}
      {isOver ? (
        <Badge shape="triangle" tone="bad">
          {t("over")}
        </Badge>
      ) : null}
    </span>
  );
}
