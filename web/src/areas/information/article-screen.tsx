/** One article: its draft with a preview, the queues and menu choices that suggest it, and its versions. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { Awaiting, FailureNotice, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../shell/use-may.ts";
import { longDate, shortDate } from "../../words/dates.ts";
import { ArticleForm } from "./article-form.tsx";
import { ArticleStateBadge } from "./article-state-badge.tsx";
import { ArticleText } from "./article-text.tsx";
import { ArticleVersions } from "./article-versions.tsx";
import { type Article, articleQuery, INFORMATION_KEY } from "./information-data.ts";

/** The screen of `/layanan/informasi/$id`. */
export function ArticleScreen(): ReactNode {
  const t = useTranslations("web.information.article");
  const { id } = useParams({ from: "/layanan/informasi/$id" });
  const found = useQuery(articleQuery(id));
  const article = found.data;
  return (
    <Page width="working" title={article?.title ?? t("heading")} back={{ to: "/layanan/informasi", text: t("back") }}>
      <Awaiting query={found} lines={8} />
      {article === undefined ? null : <Body article={article} />}
    </Page>
  );
}

function Body({ article }: { readonly article: Article }): ReactNode {
  const mayWrite = useMay("queue.manage");
  return (
    <div className="grid gap-8">
      <ArticleStatus article={article} mayWrite={mayWrite} />
      {mayWrite ? <ArticleForm key={article.id} article={article} /> : <ArticleText text={article.body} />}
      <ArticleVersions article={article} />
    </div>
  );
}

function ArticleStatus({ article, mayWrite }: { readonly article: Article; readonly mayWrite: boolean }): ReactNode {
  const t = useTranslations("web.information.article");
  const locale = useLocale();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [isEnding, setEnding] = useState(false);
  const reviewing = useMutation({
    mutationFn: () =>
      read(api.POST("/api/service/information/articles/{id}/reviews", { params: { path: { id: article.id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: INFORMATION_KEY }),
  });
  const holding = article.versions.find(({ inForceFrom }) => inForceFrom <= article.today);
  const until = holding?.inForceUntil ?? null;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <ArticleStateBadge state={article.state} />
        <span className="text-small text-soft">
          {article.reviewedOn === null
            ? t("neverReviewed")
            : t("reviewedOn", { day: shortDate(article.reviewedOn, locale) })}
        </span>
        {mayWrite ? (
          <>
            <BusyButton
              type="button"
              className="button button-small"
              isBusy={reviewing.isPending}
              onClick={() => reviewing.mutate()}
            >
              {t("review")}
            </BusyButton>
            <button type="button" className="button button-small" onClick={() => setEnding(true)}>
              {t("end")}
            </button>
          </>
        ) : null}
      </div>
      {reviewing.error === null ? null : <FailureNotice error={reviewing.error} />}
      {until !== null && (article.state === "expiring" || article.state === "expired") ? (
        <Notice tone={article.state === "expired" ? "bad" : "wait"}>
          {t(article.state === "expired" ? "expiredText" : "expiringText", { day: longDate(until, locale) })}
        </Notice>
      ) : null}
      {isEnding ? (
        <EndDialog
          title={t("endTitle", { title: article.title })}
          text={t("endText")}
          yes={t("endYes")}
          end={async () => {
            await read(api.DELETE("/api/service/information/articles/{id}", { params: { path: { id: article.id } } }));
            await navigate({ to: "/layanan/informasi", search: {} });
          }}
          onClose={() => setEnding(false)}
        />
      ) : null}
    </div>
  );
}
