/** The e-mails of a demonstration: they never leave the machine and can be read here. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { problemOf } from "../../data/problem.ts";
import { mailboxQuery } from "../../data/queries.ts";
import type { Mail } from "../../data/types.ts";
import { MailText } from "../../parts/mail-text.tsx";
import { Empty, FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { moment } from "../../words/dates.ts";

const PAGE_SIZE = 50;

function MailCard({ mail }: { readonly mail: Mail }): ReactNode {
  const t = useTranslations("web.mailbox");
  const locale = useLocale();
  return (
    <li>
      <details className="card p-4">
        <summary>
          <span className="font-semibold">{mail.subject}</span>
          <span className="mt-0.5 flex flex-wrap gap-x-3 pl-4 text-small text-soft">
            <span className="[overflow-wrap:anywhere]">{t("to", { address: mail.to })}</span>
            <span className="whitespace-nowrap">{moment(mail.createdAt, locale)}</span>
            {mail.state === "failed" ? <span>{t("failed")}</span> : null}
          </span>
        </summary>
        <div className="mt-3 border-t border-line pt-3">
          <MailText text={mail.text} />
        </div>
      </details>
    </li>
  );
}

/** The mailbox screen. */
export function MailboxScreen(): ReactNode {
  const t = useTranslations("web.mailbox");
  const search = useSearch({ from: "/kotak-surat" });
  const navigate = useNavigate({ from: "/kotak-surat" });
  const page = Math.max(1, Number(search.page ?? "1") || 1);
  const { data, error, refetch } = useQuery(mailboxQuery(page));
  const isClosed = error !== null && [403, 404].includes(problemOf(error).status);
  return (
    <Page title={t("title")} lead={t("lead")}>
      {isClosed ? (
        <Notice tone="wait" title={t("closedTitle")}>
          {t("closedText")}
        </Notice>
      ) : null}
      {error !== null && !isClosed && data === undefined ? (
        <FailureNotice error={error} onRetry={() => void refetch()} />
      ) : null}
      {data === undefined && error === null ? <Loading lines={6} height={64} /> : null}
      {data !== undefined && data.total === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      {data !== undefined && data.total > 0 ? (
        <>
          <ul className="grid gap-2">
            {data.items.map((mail) => (
              <MailCard key={mail.id} mail={mail} />
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
