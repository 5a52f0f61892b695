/** The OSS panel of a case, loaded beside the case with its translations. */
import { lazy, type ReactNode, Suspense } from "react";
import { loadWords } from "../../shell/speech.tsx";

const CasePanel = lazy(() =>
  Promise.all([import("./case-panel.tsx"), loadWords("oss")]).then(([file]) => ({ default: file.CasePanel })),
);
const WaitingLicenses = lazy(() =>
  Promise.all([import("./waiting-licenses.tsx"), loadWords("oss")]).then(([file]) => ({
    default: file.WaitingLicenses,
  })),
);

/** A case in OSS. */
export function OssPanel(props: {
  readonly applicationId: string;
  readonly audience: "applicant" | "officer";
}): ReactNode {
  return (
    <Suspense fallback={null}>
      <CasePanel {...props} />
    </Suspense>
  );
}

/** Licences that OSS requests from the user's companies. */
export function OssAsks(): ReactNode {
  return (
    <Suspense fallback={null}>
      <WaitingLicenses />
    </Suspense>
  );
}
