/** The signed-in user's messages, also sent by e-mail; unread ones are marked. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Message } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { MailText } from "../../parts/mail-text.tsx";
import { Awaiting, Empty, FailureNotice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { moment } from "../../words/dates.ts";
import { messagesQuery } from "./message-data.ts";

const PAGE_SIZE = 25;

function MessageCard({ message, onRead }: { readonly message: Message; readonly onRead: () => void }): ReactNode {
  const t = useTranslations("web.messages");
  const locale = useLocale();
  const isNew = message.readAt === null;
  return (
    <li>
      <details
        className="card p-4"
        onToggle={(event) => {
          if (event.currentTarget.open && isNew) onRead();
        }}
      >
        <summary>
          <span className={`break-words ${isNew ? "font-semibold" : ""}`}>{message.subject}</span>
          <span className="mt-1 flex flex-wrap items-center gap-2 pl-4 text-small text-soft">
            {isNew ? (
              <Badge shape="disc" tone="info">
                {t("new")}
              </Badge>
            ) : null}
            {moment(message.createdAt, locale)}
            {message.state === "failed" ? ` · ${t("notMailed")}` : ""}
          </span>
        </summary>
        <div className="mt-3 border-t border-line pt-3">
          <MailText text={message.text} />
        </div>
      </details>
    </li>
  );
}

/** The screen of the user's messages. */
export function MessagesScreen(): ReactNode {
  const t = useTranslations("web.messages");
  const search = useSearch({ from: "/pesan" });
  const navigate = useNavigate({ from: "/pesan" });
  const cache = useQueryClient();
  const page = Math.max(1, Number(search.page ?? "1") || 1);
  const { data, error, refetch } = useQuery(messagesQuery(page, PAGE_SIZE));
  const mark = useMutation({
    mutationFn: (id: string | null) =>
      id === null
        ? read(api.POST("/api/notices/read"))
        : read(api.POST("/api/notices/{id}/read", { params: { path: { id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["messages"] }),
  });
  const unread = data?.unread ?? 0;
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        unread === 0 ? undefined : (
          <BusyButton type="button" className="button" isBusy={mark.isPending} onClick={() => mark.mutate(null)}>
            {t("readAll", { count: unread })}
          </BusyButton>
        )
      }
    >
      {mark.error === null ? null : <FailureNotice error={mark.error} />}
      <Awaiting query={{ data, error, refetch }} lines={6} height={64} />
      {data !== undefined && data.total === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      {data !== undefined && data.total > 0 ? (
        <>
          <ul className="grid gap-2">
            {data.items.map((message) => (
              <MessageCard key={message.id} message={message} onRead={() => mark.mutate(message.id)} />
            ))}
          </ul>
          <Pager
            total={data.total}
            page={page}
            pageSize={PAGE_SIZE}
            onPage={(next) => void navigate({ search: { page: String(next) } })}
          />
        </>
      ) : null}
    </Page>
  );
}
