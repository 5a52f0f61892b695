/** Whether mails arrive: those that wait or failed, with the server's answer, and sending one again. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Delivery, MailState } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { FilterSelect } from "../../parts/list-tools.tsx";
import { Awaiting, Empty, FailureNotice, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { moment } from "../../words/dates.ts";
import { DELIVERY_VIEWS, type DeliveryView, deliveriesQuery } from "./message-data.ts";

const LOOK: Readonly<Record<MailState, { readonly shape: Shape; readonly tone: Tone }>> = {
  queued: { shape: "arrow", tone: "info" },
  "in-mailbox": { shape: "square", tone: "quiet" },
  deferred: { shape: "half", tone: "wait" },
  sent: { shape: "tick", tone: "good" },
  failed: { shape: "cross", tone: "bad" },
};

function useColumns(onAgain: (id: string) => void): readonly Column<Delivery>[] {
  const t = useTranslations("web.deliveries");
  const locale = useLocale();
  return useMemo(
    () => [
      { id: "to", header: t("to"), cell: (mail) => <span className="block min-w-48 break-all">{mail.to}</span> },
      { id: "subject", header: t("subject"), cell: (mail) => <span className="break-words">{mail.subject}</span> },
      {
        id: "state",
        header: t("state"),
        cell: (mail) => <Badge {...LOOK[mail.state]}>{t(`states.${mail.state}`)}</Badge>,
      },
      { id: "attempts", header: t("attempts"), numeric: true, cell: (mail) => mail.attempts },
      {
        id: "last",
        header: t("last"),
        cell: (mail) => (mail.lastAttemptAt === null ? "–" : moment(mail.lastAttemptAt, locale)),
      },
      { id: "answer", header: t("answer"), cell: (mail) => <span className="break-words">{mail.answer ?? "–"}</span> },
      {
        id: "action",
        header: t("action"),
        cell: (mail) =>
          mail.state === "failed" || mail.state === "deferred" ? (
            <button
              type="button"
              className="button button-small"
              aria-label={t("againTo", { to: mail.to })}
              onClick={() => onAgain(mail.id)}
            >
              {t("again")}
            </button>
          ) : null,
      },
    ],
    [t, locale, onAgain],
  );
}

/** The screen, for whoever manages mail. */
export function DeliveriesScreen(): ReactNode {
  const t = useTranslations("web.deliveries");
  const parts = useTranslations("web.parts");
  const search = useSearch({ from: "/surel" });
  const navigate = useNavigate({ from: "/surel" });
  const cache = useQueryClient();
  const { page, pageSize } = pagingOf(search);
  const view: DeliveryView = DELIVERY_VIEWS.find((one) => one === search.state) ?? "trouble";
  const { data, error, refetch } = useQuery(deliveriesQuery(view, page, pageSize));
  const again = useMutation({
    mutationFn: (id: string) => read(api.POST("/api/mails/{id}/again", { params: { path: { id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: ["deliveries"] }),
  });
  const columns = useColumns(again.mutate);
  const change = (part: Record<string, string>): void =>
    void navigate({ search: (before) => ({ ...before, page: "1", ...part }), replace: true });
  return (
    <Page width="working" title={t("title")} lead={t("lead")}>
      {data?.isSmtpSet === false ? (
        <div className="mb-4">
          <Notice tone="wait">{t("noServer")}</Notice>
        </div>
      ) : null}
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <FilterSelect
          label={parts("filterState")}
          all={t("views.trouble")}
          value={view === "trouble" ? "" : view}
          options={DELIVERY_VIEWS.slice(1).map((value) => ({ value, label: t(`views.${value}`) }))}
          onChange={(state) => change({ state })}
        />
        <span role="status" className="text-small text-soft">
          {again.isSuccess ? t("sentAgain") : ""}
        </span>
      </div>
      {again.error === null ? null : <FailureNotice error={again.error} />}
      <Awaiting query={{ data, error, refetch }} lines={8} />
      {data !== undefined && data.total === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      {data !== undefined && data.total > 0 ? (
        <>
          <DataTable caption={t("title")} columns={columns} rows={data.items} rowId={(mail) => mail.id} />
          <Pager
            total={data.total}
            page={page}
            pageSize={pageSize}
            onPage={(next) => change({ page: String(next) })}
            onPageSize={(size) => change({ size: String(size) })}
          />
        </>
      ) : null}
    </Page>
  );
}
