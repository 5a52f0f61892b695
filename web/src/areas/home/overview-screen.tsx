/** Home after login: the applicant's next step, or the officer's counts and earliest due dates. */
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { useTranslations } from "use-intl";
import { sessionQuery } from "../../data/queries.ts";
import { Loading } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { isStaff } from "../../shell/places.ts";
import { loadWords } from "../../shell/speech.tsx";
import { ApplicantOverview } from "./applicant-overview.tsx";

const OfficerOverview = lazy(() =>
  Promise.all([import("./officer-overview.tsx"), loadWords("desk")]).then(([file]) => ({
    default: file.OfficerOverview,
  })),
);

/** The home screen, by role. */
export function OverviewScreen(): ReactNode {
  const t = useTranslations("web.overview");
  const { data: session } = useQuery(sessionQuery);
  if (session === undefined || session.person === null) return null;
  const staff = isStaff(session);
  return (
    <Page width={staff ? "working" : "reading"} title={t("hello", { name: session.person.name })}>
      <Suspense fallback={<Loading lines={8} />}>
        {staff ? <OfficerOverview session={session} /> : <ApplicantOverview />}
      </Suspense>
    </Page>
  );
}
