/** The API keys of a call centre; creates and revokes keys. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api, serverNowMs } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Badge } from "../../parts/badges.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { moment } from "../../words/dates.ts";
import { type ApiKeyRow, apiKeysQuery } from "./cpaas-data.ts";
import { CpaasWays } from "./cpaas-ways.tsx";
import { KeyDialog } from "./key-dialog.tsx";

/** The screen of `/layanan/api/kunci`. */
export function KeysScreen(): ReactNode {
  const t = useTranslations("web.apiKeys");
  const found = useQuery(apiKeysQuery);
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      above={<CpaasWays />}
      actions={
        <button type="button" className="button button-main" onClick={() => setAdding(true)}>
          {t("add")}
        </button>
      }
      query={found}
      lines={3}
      columns={columns}
      empty={{ title: t("emptyTitle"), text: t("emptyText") }}
    >
      {isAdding ? <KeyDialog onClose={() => setAdding(false)} /> : null}
    </ListScreen>
  );
}

function useColumns(): readonly Column<ApiKeyRow>[] {
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
      look: "wrap",
      cell: ({ createdBy, createdAt }) => t("madeBy", { by: createdBy, at: moment(createdAt, locale) }),
    },
    {
      id: "acts",
      header: t("acts"),
      actions: (row) => [
        {
          text: t("end"),
          label: t("endOf", { name: row.name }),
          ends: {
            title: t("endTitle", { name: row.name }),
            text: t("endText"),
            yes: t("endYes"),
            end: () => read(api.DELETE("/api/service/api-keys/{id}", { params: { path: { id: row.id } } })),
          },
        },
      ],
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
