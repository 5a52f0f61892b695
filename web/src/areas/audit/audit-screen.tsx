/** The audit trail, newest first, by subject. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { auditQuery } from "../../data/queries.ts";
import type { AuditRow } from "../../data/types.ts";
import { Badge } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { moment } from "../../words/dates.ts";
import { useAuditWords } from "./audit-words.ts";

const PAGE_SIZE = 50;

function useColumns(onSubject: (subject: string) => void): readonly Column<AuditRow>[] {
  const t = useTranslations("web.audit");
  const words = useAuditWords();
  const locale = useLocale();
  return useMemo(
    () => [
      { id: "at", header: t("at"), cell: (row) => <span className="whitespace-nowrap">{moment(row.at, locale)}</span> },
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
      {
        id: "action",
        header: t("action"),
        cell: (row) => <span className="font-semibold">{words.actionName(row.action)}</span>,
      },
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
    ],
    [t, words, locale, onSubject],
  );
}

/** The audit screen. */
export function AuditScreen(): ReactNode {
  const t = useTranslations("web.audit");
  const search = useSearch({ from: "/jejak" });
  const navigate = useNavigate({ from: "/jejak" });
  const page = Math.max(1, Number(search.page ?? "1") || 1);
  const { data, error, refetch } = useQuery(
    auditQuery({ page, pageSize: PAGE_SIZE, ...(search.subject === undefined ? {} : { subject: search.subject }) }),
  );
  const onSubject = useMemo(
    () => (subject: string) => void navigate({ search: subject === "" ? {} : { subject } }),
    [navigate],
  );
  const columns = useColumns(onSubject);
  return (
    <Page width="working" title={t("title")} lead={t("lead")}>
      <div className="mb-4">
        <SearchBox value={search.subject ?? ""} label={t("search")} onSearch={onSubject} />
      </div>
      <Awaiting query={{ data, error, refetch }} lines={10} height={36} />
      {data !== undefined && data.total === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      {data !== undefined && data.total > 0 ? (
        <>
          <DataTable caption={t("title")} columns={columns} rows={data.items} rowId={(row) => row.id} />
          <Pager
            total={data.total}
            page={page}
            pageSize={PAGE_SIZE}
            onPage={(next) => void navigate({ search: (before) => ({ ...before, page: String(next) }) })}
          />
        </>
      ) : null}
    </Page>
  );
}
