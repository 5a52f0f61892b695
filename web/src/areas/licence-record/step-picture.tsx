/** Small drawings of the three steps in OSS; the texts beside them have the same content. */
import type { ReactNode } from "react";

const LINES = {
  download: "M40 14v26m0 0-10-10m10 10 10-10M18 50h44",
  upload: "M40 44V16m0 0-10 10m10-10 10 10M18 50h44",
  wait: "M40 12a22 22 0 1 0 0 44 22 22 0 1 0 0-44m0 10v13l9 6",
} as const;

/** The drawing of one step. */
export function StepPicture({ step }: { readonly step: keyof typeof LINES }): ReactNode {
  return (
    <svg
      viewBox="0 0 80 66"
      width="80"
      height="66"
      aria-hidden="true"
      className="shrink-0 text-accent"
      fill="none"
      stroke="currentColor"
      strokeWidth="3"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <rect x="4" y="4" width="72" height="58" rx="8" strokeWidth="1.5" />
      <path d={LINES[step]} />
    </svg>
  );
}
