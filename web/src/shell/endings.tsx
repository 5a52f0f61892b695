/** Error screens: not found, not permitted, failed. */
import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { loadNewerVersion } from "../data/newer-version.ts";
import { problemOf } from "../data/problem.ts";
import { FailureNotice, Loading } from "../parts/notice.tsx";
import { Page } from "../parts/page.tsx";

/** The screen for an address that does not exist. */
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

/** The screen for a page that the user's roles do not permit. */
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

/** A code chunk failed to load, often because a newer version was deployed; in that case the page reloads automatically. */
function LostPartScreen(props: ErrorComponentProps): ReactNode {
  const [stays, setStays] = useState(false);
  useEffect(() => {
    void loadNewerVersion().then((leaves) => setStays(!leaves));
  }, []);
  return stays ? <FaultScreen {...props} /> : <Loading />;
}

/** Selects the error screen by the error's status and code. */
export function BrokenScreen(props: ErrorComponentProps): ReactNode {
  const { status, code } = problemOf(props.error);
  if (status === 404) return <NotFoundScreen />;
  if (status === 403) return <NoPermissionScreen />;
  return code === "part-lost" ? <LostPartScreen {...props} /> : <FaultScreen {...props} />;
}

/** The error screen: the state of the data, the next step and the reference number. */
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
