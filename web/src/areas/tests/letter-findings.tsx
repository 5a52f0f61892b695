/** Findings in the letter of request, formatted like the pre-check of an application. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../../parts/icons.tsx";
import { useFoundWords } from "../licences/requirement-words.ts";
import { letterQuery } from "./test-data.ts";
import type { LetterFinding } from "./test-types.ts";

const LEVEL_STYLES = {
  blocks: { tone: "tone-bad", icon: "error" },
  warns: { tone: "tone-wait", icon: "warning" },
  "not-checked": { tone: "tone-info", icon: "info" },
} as const;

/** The findings, each with its correction. */
export function LetterFindings({ findings }: { readonly findings: readonly LetterFinding[] }): ReactNode {
  const levels = useTranslations("web.licence.level");
  const words = useFoundWords();
  return (
    <ul className="grid gap-2">
      {findings.map((finding) => {
        const { tone, icon } = LEVEL_STYLES[finding.level];
        const { message, remedy } = words(finding);
        return (
          <li key={`${finding.code}${finding.page}${finding.params["field"] ?? ""}`} className={`notice ${tone}`}>
            <Icon name={icon} />
            <div className="grid min-w-0 flex-1 gap-1">
              <p className="text-small font-semibold">{levels(finding.level)}</p>
              <p>{message}</p>
              {remedy === null ? null : <p className="text-small">{remedy}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Checks the uploaded letter and shows the findings before the request is sent. */
export function LetterCheck({ licenceId, fileId }: { readonly licenceId: string; readonly fileId: string }): ReactNode {
  const t = useTranslations("web.test.request");
  const { data, error } = useQuery(letterQuery(licenceId, fileId));
  return (
    <div className="grid gap-2" aria-live="polite">
      {data === undefined ? (
        <p className="inline-flex items-center gap-2 text-small">
          <Icon name={error === null ? "clock" : "info"} size={18} />
          {t(error === null ? "letterReading" : "letterUnchecked")}
        </p>
      ) : data.findings.length === 0 ? (
        <p className="inline-flex items-center gap-2 text-small text-good">
          <Icon name="check" size={18} />
          {t("letterSound")}
        </p>
      ) : (
        <LetterFindings findings={data.findings} />
      )}
    </div>
  );
}
