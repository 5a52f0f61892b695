/** A licence application: the applicant's or the officer's view, depending on the user. */
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { useTranslations } from "use-intl";
import { sessionQuery } from "../../data/queries.ts";
import { Loading } from "../../parts/notice.tsx";
import { loadWords } from "../../shell/speech.tsx";
import { LicenceFrame } from "./licence-frame.tsx";
import { isOwn } from "./licence-own.ts";
import type { Licence } from "./licence-types.ts";

const ApplicantLicence = lazy(() =>
  import("./applicant-licence.tsx").then((file) => ({ default: file.ApplicantLicence })),
);
const OfficerLicence = lazy(() =>
  Promise.all([
    import("./desk/officer-licence.tsx"),
    ...(["desk", "licenceForm", "licenceDesk"] as const).map(loadWords),
  ]).then(([file]) => ({ default: file.OfficerLicence })),
);
const Confirmation = lazy(() => import("./confirmation.tsx").then((file) => ({ default: file.Confirmation })));

function View({ licence }: { readonly licence: Licence }): ReactNode {
  const { view } = useSearch({ from: "/izin/$id" });
  const { data: session } = useQuery(sessionQuery);
  if (!isOwn(session, licence)) return <OfficerLicence licence={licence} />;
  const isSent = view === "terkirim" && licence.number !== null;
  if (isSent) return <Confirmation licence={licence} />;
  return <ApplicantLicence licence={licence} />;
}

/** The screen of `/izin/ID`. */
export function LicenceScreen(): ReactNode {
  const t = useTranslations("web.licence");
  const { id } = useParams({ from: "/izin/$id" });
  return (
    <LicenceFrame id={id} notLive={t("notLive")}>
      {(licence) => (
        <Suspense fallback={<Loading lines={8} />}>
          <View licence={licence} />
        </Suspense>
      )}
    </LicenceFrame>
  );
}
