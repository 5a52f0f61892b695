/** The versions of an article, and the changes from one to the next. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { compareLines } from "../../../../src/service/acd/knowledge/compare-lines.shared.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { moment, shortDate } from "../../words/dates.ts";
import { type Article, type ArticleVersion, versionQuery } from "./information-data.ts";

/** The section with all versions of an article. */
export function ArticleVersions({ article }: { readonly article: Article }): ReactNode {
  const t = useTranslations("web.information.versions");
  const locale = useLocale();
  const [shown, setShown] = useState<number | null>(null);
  const columns: readonly Column<ArticleVersion>[] = useMemo(
    () => [
      { id: "number", header: t("number"), numeric: true, cell: ({ number }) => number },
      { id: "title", header: t("title"), look: "wrap", cell: ({ title }) => title },
      { id: "from", header: t("from"), cell: ({ inForceFrom }) => shortDate(inForceFrom, locale) },
      {
        id: "until",
        header: t("until"),
        cell: ({ inForceUntil }) => (inForceUntil === null ? "–" : shortDate(inForceUntil, locale)),
      },
      {
        id: "by",
        header: t("by"),
        look: "wrap",
        cell: ({ publishedBy, publishedAt }) => t("byText", { who: publishedBy, at: moment(publishedAt, locale) }),
      },
      { id: "note", header: t("note"), look: "wrap", cell: ({ note }) => note || "–" },
      {
        id: "acts",
        header: t("acts"),
        actions: ({ number }) => [
          { text: t("compare"), label: t("compareOf", { number }), onPress: () => setShown(number) },
        ],
      },
    ],
    [t, locale],
  );
  return (
    <section className="grid gap-3" aria-labelledby="article-versions">
      <h2 id="article-versions">{t("heading")}</h2>
      {article.versions.length === 0 ? (
        <p className="text-soft">{t("none")}</p>
      ) : (
        <DataTable
          caption={t("heading")}
          columns={columns}
          rows={article.versions}
          rowId={({ number }) => String(number)}
        />
      )}
      {shown === null ? null : <Comparison id={article.id} number={shown} onClose={() => setShown(null)} />}
    </section>
  );
}

const MARKS = { same: " ", added: "+", removed: "−" } as const;
const DIFF_STYLES = { same: "text-soft", added: "tone-good font-semibold", removed: "tone-bad line-through" } as const;

function Comparison({
  id,
  number,
  onClose,
}: {
  readonly id: string;
  readonly number: number;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.information.versions");
  const now = useQuery(versionQuery(id, number));
  const before = useQuery({ ...versionQuery(id, number - 1), enabled: number > 1 });
  const whole = ({ title, body }: { readonly title: string; readonly body: string }): string => `${title}\n\n${body}`;
  const earlier = number === 1 ? "" : before.data === undefined ? null : whole(before.data);
  const lines = now.data === undefined || earlier === null ? [] : compareLines(earlier, whole(now.data));
  return (
    <Dialog
      title={number === 1 ? t("firstTitle") : t("compareTitle", { number, before: number - 1 })}
      onClose={onClose}
    >
      <div className="grid gap-4">
        <Awaiting query={now} lines={4} />
        {number > 1 ? <Awaiting query={before} lines={4} /> : null}
        <ol className="grid max-h-[60vh] overflow-auto rounded-card border border-line p-3 text-small">
          {lines.map(({ is, line }, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a comparison have no identity
            <li key={nth} className={`flex gap-2 ${DIFF_STYLES[is]}`}>
              <span aria-hidden="true" className="w-3 shrink-0">
                {MARKS[is]}
              </span>
              {is === "same" ? null : <span className="sr-only">{t(is)}</span>}
              <span className="min-h-[1.4em] whitespace-pre-wrap [overflow-wrap:anywhere]">{line}</span>
            </li>
          ))}
        </ol>
        <button type="button" className="button justify-self-start" onClick={onClose}>
          {t("close")}
        </button>
      </div>
    </Dialog>
  );
}
