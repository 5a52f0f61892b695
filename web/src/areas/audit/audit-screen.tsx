/** The audit trail of the installation, newest entry first, filtered by subject. */
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { auditQuery } from "../../data/queries.ts";
import type { AuditRow } from "../../data/types.ts";
import { Badge } from "../../parts/badges.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { moment } from "../../words/dates.ts";
import { useAuditWords } from "./audit-words.ts";

const PAGE_SIZE = 50;

function useColumns(onSubject: (subject: string) => void): readonly Column<AuditRow>[] {
  const t = useTranslations("web.audit");
  const words = useAuditWords();
  const locale = useLocale();
  return [
    { id: "at", header: t("at"), look: "line", cell: (row) => moment(row.at, locale) },
    {
      id: "actor",
      header: t("actor"),
      cell: (row) => (
        <>
          {row.actorName ?? t("system")}
          {row.role === null ? null : <span className="block text-soft">{words.roleName(row.role)}</span>}
        </>
      ),
    },
    { id: "action", header: t("action"), look: "strong", cell: (row) => words.actionName(row.action) },
    {
      id: "subject",
      header: t("subject"),
      cell: (row) => (
        <span className="grid justify-items-start gap-0.5">
          {words.kindName(row.subjectKind)}
          <button
            type="button"
            className="text-left font-normal break-all text-accent underline underline-offset-3"
            onClick={() => onSubject(row.subjectId)}
          >
            {row.subjectId}
          </button>
        </span>
      ),
    },
    {
      id: "seal",
      header: t("seal"),
      cell: (row) =>
        row.seal === null ? (
          <Badge shape="ring" tone="wait">
            {t("unsealed")}
          </Badge>
        ) : (
          <Badge shape="tick" tone="good">
            {`#${row.seal}`}
          </Badge>
        ),
    },
    {
      id: "detail",
      header: t("detail"),
      cell: (row) =>
        Object.keys(row.detail).length === 0 ? (
          ""
        ) : (
          <details>
            <summary>{t("show")}</summary>
            <pre className="mt-1 max-w-[46ch] overflow-x-auto text-tiny whitespace-pre-wrap">
              {JSON.stringify(row.detail, null, 2)}
            </pre>
          </details>
        ),
    },
  ];
}

/** The audit screen. */
export function AuditScreen(): ReactNode {
  const t = useTranslations("web.audit");
  const list = useListAddress(useSearch({ from: "/jejak" }));
  const { subject } = list.address;
  const pages = { page: list.pages.page, pageSize: PAGE_SIZE };
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      list={list}
      filters={[{ key: "subject", label: t("search") }]}
      query={useQuery(auditQuery({ ...pages, ...(subject === undefined ? {} : { subject }) }))}
      lines={10}
      height={36}
      columns={useColumns((found) => list.change({ subject: found }))}
      paging={{ ...pages, onPage: list.paging.onPage }}
      empty={{ title: t("emptyTitle"), text: t("emptyText") }}
    />
  );
}
