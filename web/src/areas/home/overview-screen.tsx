/** Home after log-in: the applicant's next step, or the officer's counts and oldest promises. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { sessionQuery } from "../../data/queries.ts";
import { Page } from "../../parts/page.tsx";
import { isStaff } from "../../shell/places.ts";
import { ApplicantOverview } from "./applicant-overview.tsx";
import { OfficerOverview } from "./officer-overview.tsx";

/** The overview, by role. */
export function OverviewScreen(): ReactNode {
  const t = useTranslations("web.overview");
  const { data: session } = useQuery(sessionQuery);
  if (session === undefined || session.person === null) return null;
  const staff = isStaff(session);
  return (
    <Page width={staff ? "working" : "reading"} title={t("hello", { name: session.person.name })}>
      {staff ? <OfficerOverview session={session} /> : <ApplicantOverview />}
    </Page>
  );
}
