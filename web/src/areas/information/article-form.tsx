/** The draft of an article beside its preview; the input is kept when another user saved first. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { LIMITS } from "../../../../src/service/acd/knowledge/limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextArea, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { ArticlePlaces } from "./article-places.tsx";
import { ArticleText } from "./article-text.tsx";
import { type Article, INFORMATION_KEY } from "./information-data.ts";
import { PublishArticle } from "./publish-article.tsx";

type Draft = Pick<Article, "title" | "body" | "owner" | "queueIds" | "choices">;

const draftOf = ({ title, body, owner, queueIds, choices }: Article): Draft => ({
  title,
  body,
  owner,
  queueIds,
  choices,
});

/** The form of the draft, with publication. */
export function ArticleForm({ article }: { readonly article: Article }): ReactNode {
  const t = useTranslations("web.information.form");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [typed, setTyped] = useState<Draft | null>(null);
  const [isPublishing, setPublishing] = useState(false);
  const draft = typed ?? draftOf(article);
  const change = (part: Partial<Draft>): void => setTyped({ ...draft, ...part });
  const saving = useMutation({
    mutationFn: (sent: Draft) => {
      const params = { path: { id: article.id } };
      const body = { ...sent, title: sent.title.trim(), expectedVersion: article.version };
      return read(api.PUT("/api/service/information/articles/{id}/draft", { params, body }));
    },
    onSuccess: async (_answer, sent) => {
      await cache.invalidateQueries({ queryKey: INFORMATION_KEY });
      setTyped((now) => (now === sent ? null : now));
    },
    // After a conflict is shown, the next attempt is based on the current version.
    onError: () => cache.invalidateQueries({ queryKey: INFORMATION_KEY }),
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(saving.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing =
      draft.title.trim() === "" ? [{ field: "title", message: parts("required", { field: t("title") }) }] : [];
    if (isFree(missing) && !saving.isPending) saving.mutate(draft);
  };
  return (
    <>
      <form noValidate className="grid gap-6" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <div className="grid gap-4">
            <Texts draft={draft} change={change} faultOf={faultOf} />
          </div>
          <section className="card p-5" aria-labelledby="article-preview">
            <h2 id="article-preview" className="text-small text-soft">
              {t("preview")}
            </h2>
            <p className="mt-2 mb-3 text-lead font-semibold [overflow-wrap:anywhere]">{draft.title}</p>
            {draft.body.trim() === "" ? (
              <p className="text-soft">{t("nothingYet")}</p>
            ) : (
              <ArticleText text={draft.body} />
            )}
          </section>
        </div>
        <ArticlePlaces queueIds={draft.queueIds} choices={draft.choices} onChange={change} />
        <div className="flex flex-wrap items-center gap-3">
          <BusyButton type="submit" className="button button-main" isBusy={saving.isPending} disabled={typed === null}>
            {t("save")}
          </BusyButton>
          <button
            type="button"
            className="button"
            disabled={typed !== null || article.body.trim() === ""}
            onClick={() => setPublishing(true)}
          >
            {t("publish")}
          </button>
          <p role="status" className="text-small text-soft">
            {typed === null ? (saving.isSuccess ? t("saved") : "") : t("unsaved")}
          </p>
        </div>
      </form>
      {isPublishing ? <PublishArticle article={article} onClose={() => setPublishing(false)} /> : null}
    </>
  );
}

function Texts({
  draft,
  change,
  faultOf,
}: {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly faultOf: (field: string) => string | undefined;
}): ReactNode {
  const t = useTranslations("web.information.form");
  return (
    <>
      <TextField
        name="title"
        label={t("title")}
        maxLength={LIMITS.title}
        error={faultOf("title")}
        value={draft.title}
        onChange={(event) => change({ title: event.target.value })}
      />
      <TextField
        name="owner"
        label={t("owner")}
        hint={t("ownerHint")}
        maxLength={LIMITS.owner}
        error={faultOf("owner")}
        value={draft.owner}
        onChange={(event) => change({ owner: event.target.value })}
      />
      <TextArea
        name="body"
        label={t("body")}
        hint={t("bodyHint")}
        rows={14}
        maxLength={LIMITS.body}
        error={faultOf("body")}
        value={draft.body}
        onChange={(event) => change({ body: event.target.value })}
      />
    </>
  );
}
