/** The keys of a call centre's programs: which there are, making one and ending one. */
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
import { type ApiKeyRow, apiKeysQuery } from "./cpaas-data.ts";
import { CpaasWays } from "./cpaas-ways.tsx";
import { KeyDialog } from "./key-dialog.tsx";

/** The screen of `/layanan/api/kunci`. */
export function KeysScreen(): ReactNode {
  const t = useTranslations("web.apiKeys");
  const found = useQuery(apiKeysQuery);
  const [isAdding, setAdding] = useState(false);
  const [ending, setEnding] = useState<ApiKeyRow | null>(null);
  const columns = useColumns(setEnding);
  const rows = found.data?.items;
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      above={<CpaasWays />}
      actions={
        <button type="button" className="button button-main" onClick={() => setAdding(true)}>
          {t("add")}
        </button>
      }
    >
      <Awaiting query={found} lines={3} />
      {rows?.length === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      {rows === undefined || rows.length === 0 ? null : (
        <DataTable caption={t("title")} columns={columns} rows={rows} rowId={({ id }) => id} />
      )}
      {isAdding ? <KeyDialog onClose={() => setAdding(false)} /> : null}
      {ending === null ? null : (
        <EndDialog
          title={t("endTitle", { name: ending.name })}
          text={t("endText")}
          yes={t("endYes")}
          end={() => read(api.DELETE("/api/service/api-keys/{id}", { params: { path: { id: ending.id } } }))}
          onClose={() => setEnding(null)}
        />
      )}
    </Page>
  );
}

function useColumns(onEnd: (row: ApiKeyRow) => void): readonly Column<ApiKeyRow>[] {
  const t = useTranslations("web.apiKeys");
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
      header: t("acts"),
      cell: (row) => (
        <button
          type="button"
          className="button button-small"
          aria-label={t("endOf", { name: row.name })}
          onClick={() => onEnd(row)}
        >
          {t("end")}
        </button>
      ),
    },
  ];
}

function KeyEnd({ expiresAt }: { readonly expiresAt: string | null }): ReactNode {
  const t = useTranslations("web.apiKeys");
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
