/** An operational test: the company's or the ministry's view, depending on the user. */
import { useParams } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { Loading } from "../../parts/notice.tsx";
import { loadWords } from "../../shell/speech.tsx";
import { TestFrame } from "./test-frame.tsx";

const ApplicantTest = lazy(() => import("./applicant-test.tsx").then((file) => ({ default: file.ApplicantTest })));
const OfficerTest = lazy(() =>
  Promise.all([import("./desk/officer-test.tsx"), loadWords("testDesk")]).then(([file]) => ({
    default: file.OfficerTest,
  })),
);

/** The screen of `/uji/ID`. */
export function TestScreen(): ReactNode {
  const { id } = useParams({ from: "/uji/$id" });
  return (
    <TestFrame id={id}>
      {(test) => (
        <Suspense fallback={<Loading lines={8} />}>
          {test.isApplicant ? <ApplicantTest test={test} /> : <OfficerTest test={test} />}
        </Suspense>
      )}
    </TestFrame>
  );
}
