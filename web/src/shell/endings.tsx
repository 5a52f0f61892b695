/** Screens where a way ends: nothing here, not allowed, broken. */
import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { problemOf } from "../data/problem.ts";
import { FailureNotice } from "../parts/notice.tsx";
import { Page } from "../parts/page.tsx";

/** An address that leads nowhere. */
export function NotFoundScreen(): ReactNode {
  const t = useTranslations("web.endings");
  return (
    <Page title={t("notFoundTitle")} lead={t("notFoundText")}>
      <div className="flex flex-wrap gap-3">
        <Link to="/" className="button button-main">
          {t("toHome")}
        </Link>
        <Link to="/nomor" className="button">
          {t("toNumbers")}
        </Link>
      </div>
    </Page>
  );
}

/** A place that this person's roles do not open. */
function NoPermissionScreen(): ReactNode {
  const t = useTranslations("web.endings");
  return (
    <Page title={t("noPermissionTitle")} lead={t("noPermissionText")}>
      <Link to="/beranda" className="button button-main">
        {t("toOverview")}
      </Link>
    </Page>
  );
}

/** A screen that broke: what is safe, what to do, the reference number. */
export function BrokenScreen({ error, reset }: ErrorComponentProps): ReactNode {
  const t = useTranslations("web.endings");
  if (problemOf(error).status === 404) return <NotFoundScreen />;
  if (problemOf(error).status === 403) return <NoPermissionScreen />;
  return (
    <Page title={t("brokenTitle")}>
      <FailureNotice error={error} onRetry={reset} />
      <p className="mt-5">
        <a href="/" className="button">
          {t("reload")}
        </a>
      </p>
    </Page>
  );
}
