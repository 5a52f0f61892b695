/** E-mail delivery: e-mails that wait or failed, with the mail server's response, and a button to resend one. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Delivery, MailState } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { DELIVERY_VIEWS, type DeliveryView, deliveriesQuery } from "./message-data.ts";

const BADGE_STYLES: Readonly<Record<MailState, { readonly shape: Shape; readonly tone: Tone }>> = {
  queued: { shape: "arrow", tone: "info" },
  "in-mailbox": { shape: "square", tone: "quiet" },
  deferred: { shape: "half", tone: "wait" },
  sent: { shape: "tick", tone: "good" },
  failed: { shape: "cross", tone: "bad" },
};

function useColumns(onAgain: (id: string) => void): readonly Column<Delivery>[] {
  const t = useTranslations("web.deliveries");
  const locale = useLocale();
  return [
    { id: "to", header: t("to"), cell: (mail) => <span className="block min-w-48 break-all">{mail.to}</span> },
    { id: "subject", header: t("subject"), look: "words", cell: (mail) => mail.subject },
    {
      id: "state",
      header: t("state"),
      cell: (mail) => <Badge {...BADGE_STYLES[mail.state]}>{t(`states.${mail.state}`)}</Badge>,
    },
    { id: "attempts", header: t("attempts"), numeric: true, cell: (mail) => mail.attempts },
    {
      id: "last",
      header: t("last"),
      cell: (mail) => (mail.lastAttemptAt === null ? "–" : moment(mail.lastAttemptAt, locale)),
    },
    { id: "answer", header: t("answer"), look: "words", cell: (mail) => mail.answer ?? "–" },
    {
      id: "action",
      header: t("action"),
      actions: (mail) =>
        mail.state === "failed" || mail.state === "deferred"
          ? [{ text: t("again"), label: t("againTo", { to: mail.to }), onPress: () => onAgain(mail.id) }]
          : [],
    },
  ];
}

/** The screen of e-mail delivery, for users with the permission `mail.manage`. */
export function DeliveriesScreen(): ReactNode {
  const t = useTranslations("web.deliveries");
  const parts = useTranslations("web.parts");
  const list = useListAddress(useSearch({ from: "/surel" }));
  const cache = useQueryClient();
  const view: DeliveryView = DELIVERY_VIEWS.find((one) => one === list.address.state) ?? "trouble";
  const query = useQuery(deliveriesQuery(view, list.pages.page, list.pages.pageSize));
  const again = useMutation({
    mutationFn: (id: string) => read(api.POST("/api/mails/{id}/again", { params: { path: { id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: ["deliveries"] }),
  });
  const views = DELIVERY_VIEWS.slice(1).map((value) => ({ value, label: t(`views.${value}`) }));
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      first={
        query.data?.isSmtpSet === false ? (
          <div className="mb-4">
            <Notice tone="wait">{t("noServer")}</Notice>
          </div>
        ) : null
      }
      list={list}
      filters={[{ key: "state", label: parts("filterState"), all: t("views.trouble"), options: views }]}
      beside={
        <span role="status" className="text-small text-soft">
          {again.isSuccess ? t("sentAgain") : ""}
        </span>
      }
      between={again.error === null ? null : <FailureNotice error={again.error} />}
      query={query}
      lines={8}
      columns={useColumns(again.mutate)}
      empty={{ title: t("emptyTitle"), text: t("emptyText") }}
    />
  );
}
