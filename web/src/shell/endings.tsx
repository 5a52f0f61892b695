/** Screens where a way ends: nothing here, not allowed, broken. */
import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { loadNewerVersion } from "../data/newer-version.ts";
import { problemOf } from "../data/problem.ts";
import { FailureNotice, Loading } from "../parts/notice.tsx";
import { Page } from "../parts/page.tsx";

/** An address that leads nowhere. */
export function NotFoundScreen(): ReactNode {
  const t = useTranslations("web.endings");
  return (
    <Page title={t("notFoundTitle")} lead={t("notFoundText")}>
      <div className="flex flex-wrap gap-3">
        <a href="/" className="button button-main">
          {t("toHome")}
        </a>
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

/** A part of the screen did not come: perhaps a newer version took its place, then the page comes again by itself. */
function LostPartScreen(props: ErrorComponentProps): ReactNode {
  const [stays, setStays] = useState(false);
  useEffect(() => {
    void loadNewerVersion().then((leaves) => setStays(!leaves));
  }, []);
  return stays ? <FaultScreen {...props} /> : <Loading />;
}

/** A screen that broke, in the words that fit what happened. */
export function BrokenScreen(props: ErrorComponentProps): ReactNode {
  const { status, code } = problemOf(props.error);
  if (status === 404) return <NotFoundScreen />;
  if (status === 403) return <NoPermissionScreen />;
  return code === "part-lost" ? <LostPartScreen {...props} /> : <FaultScreen {...props} />;
}

/** What is safe, what to do, the reference number. */
function FaultScreen({ error, reset }: ErrorComponentProps): ReactNode {
  const t = useTranslations("web.endings");
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
