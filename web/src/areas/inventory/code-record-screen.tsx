/** The complete history of one code: each state with person, time and reason, and links to all related objects. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { sessionQuery } from "../../data/queries.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { CodeBadge } from "../../parts/badges.tsx";
import { FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { may } from "../../shell/places.ts";
import { displayCode } from "../../words/code-block.ts";
import { moment } from "../../words/dates.ts";
import { EndQuarantine } from "./end-quarantine.tsx";
import { type CodeRecord, recordQuery } from "./inventory-data.ts";
import { ReasonForm } from "./reason-form.tsx";
import { RecordThread } from "./record-thread.tsx";
import { RecordTies } from "./record-ties.tsx";

function Now({ record }: { readonly record: CodeRecord }): ReactNode {
  const t = useTranslations("web.inventory.record");
  const locale = useLocale();
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t("state"), <CodeBadge key="state" state={record.state} />],
    ...(record.state === "active" ? [[t("mode"), t(`modes.${record.mode}`)] as const] : []),
    [t("since"), moment(record.since, locale)],
    [t("holder"), record.holder?.name ?? t("nobody")],
    ...(record.heldUntil === null ? [] : [[t("heldUntil"), moment(record.heldUntil, locale)] as const]),
    ...(record.quarantinedUntil === null
      ? []
      : [[t("quarantinedUntil"), moment(record.quarantinedUntil, locale)] as const]),
    ...(record.reason === null ? [] : [[t("reason"), record.reason] as const]),
    [t("pattern"), record.pattern],
  ];
  return (
    <dl className="facts card px-5 py-1">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Release({ record }: { readonly record: CodeRecord }): ReactNode {
  const t = useTranslations("web.inventory.record");
  const cache = useQueryClient();
  const [asks, setAsks] = useState(false);
  const release = useMutation({
    mutationFn: (reason: string) =>
      read(
        api.POST("/api/inventory/codes/{code}/release", {
          params: { path: { code: record.code } },
          body: { reason },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["inventory"] }),
  });
  if (record.state !== "held" || !record.mayManage) return null;
  if (!asks) {
    return (
      <button type="button" className="button button-danger justify-self-start" onClick={() => setAsks(true)}>
        {t("releaseAsk")}
      </button>
    );
  }
  return (
    <ReasonForm
      title={t("releaseTitle", { code: record.display })}
      text={t("releaseText", { holder: record.holder?.name ?? "–" })}
      label={t("releaseReason")}
      act={t("release")}
      isWorking={release.isPending}
      error={release.error}
      onCancel={() => setAsks(false)}
      onSend={(reason) => release.mutate(reason)}
    />
  );
}

/** The screen of one code's history. */
export function CodeRecordScreen(): ReactNode {
  const t = useTranslations("web.inventory.record");
  const { code } = useParams({ from: "/inventaris/kode/$code" });
  const { data, error, refetch } = useQuery(recordQuery(code));
  const { data: session } = useQuery(sessionQuery);
  const isUnknown = data === undefined && error !== null && [400, 404].includes(problemOf(error).status);
  return (
    <Page
      width="working"
      title={t("title", { code: displayCode(code) })}
      back={{ to: "/inventaris", text: t("toDesk") }}
      actions={
        <Link to="/nomor/$code" params={{ code }} className="button">
          {t("public")}
        </Link>
      }
    >
      {isUnknown ? (
        <Notice tone="wait" title={t("unknown", { code: displayCode(code) })}>
          {t("unknownText")}
        </Notice>
      ) : null}
      {error !== null && data === undefined && !isUnknown ? (
        <FailureNotice error={error} onRetry={() => void refetch()} />
      ) : null}
      {data === undefined && error === null ? <Loading lines={10} /> : null}
      {data === undefined ? null : (
        <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <div className="grid min-w-0 gap-5">
            <Now record={data} />
            <Release record={data} />
            <EndQuarantine record={data} />
            {data.state === "active" && may(session, "application.check") ? (
              <Link to="/pencabutan/baru" search={{ code }} className="button justify-self-start">
                {t("toRevocation")}
              </Link>
            ) : null}
            <RecordTies record={data} />
          </div>
          <RecordThread record={data} />
        </div>
      )}
    </Page>
  );
}
