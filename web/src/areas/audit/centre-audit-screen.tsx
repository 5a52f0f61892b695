/** The audit log of a call centre, newest first: filtered by the address, read page by page, and exported as files. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useCallback } from "react";
import { useLocale, useTranslations } from "use-intl";
import { addressOf } from "../../data/client.ts";
import { problemOf } from "../../data/problem.ts";
import { Badge } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { callTime } from "../calls/call-words.ts";
import { useAuditWords } from "./audit-words.ts";
import {
  auditQueryOf,
  type CentreAuditAddress,
  type CentreEntry,
  centreAuditQuery,
  NARROWING_KEYS,
} from "./centre-audit-data.ts";
import { CentreAuditFilters } from "./centre-audit-filters.tsx";

const DEFAULT_ZONE = "Asia/Jakarta";

type OnSubject = (subject: Pick<CentreEntry, "subjectKind" | "subjectId">) => void;

function useColumns(timeZone: string, onSubject: OnSubject): readonly Column<CentreEntry>[] {
  const t = useTranslations("web.audit");
  const words = useAuditWords();
  const locale = useLocale();
  return [
    { id: "at", header: t("at"), look: "line", cell: (row) => callTime(row.at, timeZone, locale) },
    {
      id: "actor",
      header: t("actor"),
      cell: (row) => (
        <span>
          {row.actor === null ? t("system") : (row.actor.name ?? row.actor.id)}
          {row.role === null ? null : <span className="block text-soft">{words.roleName(row.role)}</span>}
        </span>
      ),
    },
    { id: "action", header: t("action"), look: "strong", cell: (row) => words.actionName(row.action) },
    {
      id: "subject",
      header: t("subject"),
      cell: (row) => <Subject row={row} kind={words.kindName(row.subjectKind)} onSubject={onSubject} />,
    },
    { id: "seal", header: t("seal"), cell: (row) => <Seal isSealed={row.isSealed} /> },
    { id: "detail", header: t("detail"), cell: (row) => <Detail detail={row.detail} /> },
  ];
}

function Subject({
  row,
  kind,
  onSubject,
}: {
  readonly row: CentreEntry;
  readonly kind: string;
  readonly onSubject: OnSubject;
}): ReactNode {
  return (
    <span className="grid justify-items-start gap-0.5">
      {kind}
      <button
        type="button"
        className="text-left font-normal break-all text-accent underline underline-offset-3"
        onClick={() => onSubject(row)}
      >
        {row.subjectName ?? row.subjectId}
      </button>
    </span>
  );
}

function Seal({ isSealed }: Pick<CentreEntry, "isSealed">): ReactNode {
  const t = useTranslations("web.centreAudit");
  return isSealed ? (
    <Badge shape="tick" tone="good">
      {t("sealed")}
    </Badge>
  ) : (
    <Badge shape="ring" tone="wait">
      {t("unsealed")}
    </Badge>
  );
}

function Detail({ detail }: Pick<CentreEntry, "detail">): ReactNode {
  const t = useTranslations("web.audit");
  if (Object.keys(detail).length === 0) return "";
  return (
    <details>
      <summary>{t("show")}</summary>
      <pre className="mt-1 max-w-[46ch] overflow-x-auto text-tiny whitespace-pre-wrap">
        {JSON.stringify(detail, null, 2)}
      </pre>
    </details>
  );
}

function Files({ asked }: { readonly asked: ReturnType<typeof auditQueryOf> }): ReactNode {
  const t = useTranslations("web.centreAudit");
  const language = useLocale();
  return (["csv", "xlsx"] as const).map((format) => (
    <a
      key={format}
      className="button button-small"
      title={t("exportHint")}
      href={addressOf("/api/service/audit/export", { query: { ...asked, format, language } })}
      download
    >
      {t(format)}
    </a>
  ));
}

interface GoOnProps {
  readonly nextCursor: string | null;
  readonly isBeginning: boolean;
  readonly onGo: (cursor: string) => void;
}

/** Links to the newest entries and to the next page of earlier ones. */
function GoOn({ nextCursor, isBeginning, onGo }: GoOnProps): ReactNode {
  const t = useTranslations("web.centreAudit");
  return (
    <nav aria-label={t("pages")} className="mt-3 flex flex-wrap gap-2">
      {isBeginning ? null : (
        <button type="button" className="button button-small" onClick={() => onGo("")}>
          {t("newest")}
        </button>
      )}
      {nextCursor === null ? null : (
        <button type="button" className="button button-small" onClick={() => onGo(nextCursor)}>
          {t("earlier")}
        </button>
      )}
    </nav>
  );
}

/** The screen of `/layanan/jejak`. */
export function CentreAuditScreen(): ReactNode {
  const t = useTranslations("web.centreAudit");
  const address = useSearch({ from: "/layanan/jejak" });
  const navigate = useNavigate({ from: "/layanan/jejak" });
  const asked = auditQueryOf(address);
  const cursor = address.cursor ?? "";
  const { data, error, refetch } = useQuery(centreAuditQuery({ ...asked, ...(cursor === "" ? {} : { cursor }) }));
  const change = useCallback(
    (part: CentreAuditAddress) => void navigate({ search: (before) => ({ ...before, cursor: "", ...part }) }),
    [navigate],
  );
  const onSubject = useCallback<OnSubject>(
    ({ subjectKind: kind, subjectId: subject }) => change({ kind, subject }),
    [change],
  );
  const columns = useColumns(data?.timeZone ?? DEFAULT_ZONE, onSubject);
  const faults = error === null ? [] : problemOf(error).fields;
  const isNarrowed = NARROWING_KEYS.some((key) => (address[key] ?? "") !== "");
  return (
    <Page width="working" title={t("title")} lead={t("lead")}>
      <CentreAuditFilters address={address} faults={faults} onChange={change} />
      <div className="mb-3 flex justify-end gap-2">
        <Files asked={asked} />
      </div>
      {faults.length === 0 ? <Awaiting query={{ data, error, refetch }} lines={10} height={36} /> : null}
      {data !== undefined && faults.length === 0 && data.items.length === 0 ? (
        <Empty title={t("emptyTitle")}>{isNarrowed ? t("emptyNarrowed") : t("emptyText")}</Empty>
      ) : null}
      {data !== undefined && faults.length === 0 && data.items.length > 0 ? (
        <DataTable caption={t("title")} columns={columns} rows={data.items} rowId={(row) => row.id} />
      ) : null}
      {data === undefined || faults.length > 0 ? null : (
        <GoOn
          nextCursor={data.nextCursor}
          isBeginning={cursor === ""}
          onGo={(next) => {
            change({ cursor: next });
            scrollTo({ top: 0 });
          }}
        />
      )}
    </Page>
  );
}
