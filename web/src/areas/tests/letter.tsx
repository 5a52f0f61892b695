/** The letter of request; the texts of the pre-check are loaded only when there are findings. */
import { lazy, type ReactNode, Suspense } from "react";
import { loadWords } from "../../shell/speech.tsx";
import type { LetterFinding } from "./test-types.ts";

const load = () => Promise.all([import("./letter-findings.tsx"), loadWords("licence")]).then(([file]) => file);
const Findings = lazy(() => load().then(({ LetterFindings }) => ({ default: LetterFindings })));
const Check = lazy(() => load().then(({ LetterCheck }) => ({ default: LetterCheck })));

/** Findings in the letter of a sent request. */
export function LetterFound({ findings }: { readonly findings: readonly LetterFinding[] }): ReactNode {
  return (
    <Suspense fallback={null}>
      <Findings findings={findings} />
    </Suspense>
  );
}

/** Findings in a letter that was just uploaded. */
export function LetterRead({ licenceId, fileId }: { readonly licenceId: string; readonly fileId: string }): ReactNode {
  return (
    <Suspense fallback={null}>
      <Check licenceId={licenceId} fileId={fileId} />
    </Suspense>
  );
}
