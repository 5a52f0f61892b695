/** An application: the applicant's or the officer's view, depending on user and state. */
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { useTranslations } from "use-intl";
import { problemOf } from "../../data/problem.ts";
import { applicationQuery, sessionQuery } from "../../data/queries.ts";
import type { Application } from "../../data/types.ts";
import { LostConnection } from "../../parts/freshness.tsx";
import { FailureNotice, Loading } from "../../parts/notice.tsx";
import { NotFoundScreen } from "../../shell/endings.tsx";
import { loadWords } from "../../shell/speech.tsx";
import { useApplicationLive } from "./command.ts";

const loadDraft = () => import("./applicant-draft.tsx");
const ApplicantDraft = lazy(() => loadDraft().then((file) => ({ default: file.ApplicantDraft })));
const ApplicantCase = lazy(() => import("./applicant-case.tsx").then((file) => ({ default: file.ApplicantCase })));
const OfficerCase = lazy(() =>
  Promise.all([import("./officer-case.tsx"), loadWords("desk")]).then(([file]) => ({ default: file.OfficerCase })),
);

function View({
  application,
  part,
}: {
  readonly application: Application;
  readonly part: string | undefined;
}): ReactNode {
  const { data: session } = useQuery(sessionQuery);
  const isOwn =
    session?.memberships.some((membership) => membership.organisationId === application.organisation.id) ?? false;
  if (!isOwn) return <OfficerCase application={application} />;
  const canChange = application.state === "draft" || application.state === "returned";
  return canChange ? (
    <ApplicantDraft application={application} part={part} />
  ) : (
    <ApplicantCase application={application} part={part} />
  );
}

/** The screen of `/permohonan/ID`. */
export function ApplicationScreen(): ReactNode {
  const t = useTranslations("web.application");
  const { id } = useParams({ from: "/permohonan/$id" });
  const { part } = useSearch({ from: "/permohonan/$id" });
  const { data, error, refetch } = useQuery(applicationQuery(id));
  const liveness = useApplicationLive(id);
  // Preloads the code of the form part in the URL while the application is loading.
  useEffect(() => {
    if (part !== undefined) loadDraft().catch(() => undefined);
  }, [part]);
  if (error !== null && data === undefined) {
    return [400, 404].includes(problemOf(error).status) ? (
      <NotFoundScreen />
    ) : (
      <FailureNotice error={error} onRetry={() => void refetch()} />
    );
  }
  if (data === undefined) return <Loading lines={8} />;
  return (
    <>
      <LostConnection liveness={liveness} />
      <Suspense fallback={<Loading lines={8} />}>
        <View application={data} part={part} />
      </Suspense>
      <span className="sr-only" role="status">
        {liveness.state === "live" ? "" : t("notLive")}
      </span>
    </>
  );
}
