/** The API changelog, with deprecations. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { API_CHANGES, type ApiChange } from "../../../../src/service/cpaas/console/api-change.shared.ts";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { longDate } from "../../words/dates.ts";
import { CpaasWays } from "../cpaas/cpaas-ways.tsx";

const BADGE_STYLES: Readonly<Record<ApiChange["kind"], { readonly shape: Shape; readonly tone: Tone }>> = {
  added: { shape: "tick", tone: "good" },
  changed: { shape: "arrow", tone: "info" },
  deprecated: { shape: "triangle", tone: "wait" },
  removed: { shape: "cross", tone: "bad" },
};

/** The screen of `/layanan/api/perubahan`. */
export function ChangesScreen(): ReactNode {
  const t = useTranslations("web.console.changes");
  const going = API_CHANGES.filter(({ kind }) => kind === "deprecated");
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<CpaasWays />}>
      <div className="grid gap-6">
        <Notice tone={going.length === 0 ? "good" : "wait"} title={t("going", { count: going.length })}>
          <p>{t("promise")}</p>
        </Notice>
        <ol className="grid gap-3">
          {API_CHANGES.map((change) => (
            <Change key={`${change.date} ${change.about}`} change={change} />
          ))}
        </ol>
      </div>
    </Page>
  );
}

function Change({ change }: { readonly change: ApiChange }): ReactNode {
  const t = useTranslations("web.console.changes");
  const locale = useLocale();
  const { date, kind, about, text, removedFrom } = change;
  return (
    <li className="card grid gap-2 p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge {...BADGE_STYLES[kind]}>{t(`kinds.${kind}`)}</Badge>
        <h2 className="text-body font-semibold [overflow-wrap:anywhere]">{about}</h2>
        <time className="text-small text-soft" dateTime={date}>
          {longDate(date, locale)}
        </time>
      </div>
      <p className="max-w-[80ch] [overflow-wrap:anywhere]">{locale === "en" ? text.en : text.id}</p>
      {removedFrom === undefined ? null : (
        <p className="font-semibold">{t("removedFrom", { date: longDate(removedFrom, locale) })}</p>
      )}
    </li>
  );
}
