/** Pre-check findings on this page, each with a link to its field. The list changes during typing and never takes the focus. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../../parts/icons.tsx";
import type { PreCheckFinding } from "./licence-types.ts";
import { useFoundWords } from "./requirement-words.ts";
import { goToField } from "./use-go-to-hash.ts";

const SHOWN_MAX = 12;

function leadTo(event: { preventDefault: () => void }, field: string): void {
  event.preventDefault();
  goToField(field);
}

/** The list above the fields. */
export function FoundHere({ findings }: { readonly findings: readonly PreCheckFinding[] }): ReactNode {
  const t = useTranslations("web.licence");
  const words = useFoundWords();
  const blocking = findings.filter(({ level }) => level === "blocks").length;
  return (
    <div role="status">
      {findings.length === 0 ? (
        <p className="notice tone-good">
          <Icon name="check" />
          {t("foundNothing")}
        </p>
      ) : (
        <div className={`notice ${blocking > 0 ? "tone-bad" : "tone-wait"}`}>
          <Icon name={blocking > 0 ? "error" : "warning"} />
          <div className="min-w-0">
            <p className="font-semibold">{t("foundHere", { count: findings.length })}</p>
            <ul className="mt-1 list-disc pl-5">
              {findings.slice(0, SHOWN_MAX).map((finding) => (
                <li key={`${finding.code}${finding.place.field}${finding.place.rowId}`}>
                  {finding.place.field === null ? (
                    words(finding).message
                  ) : (
                    <a href={`#${finding.place.field}`} onClick={(event) => leadTo(event, finding.place.field ?? "")}>
                      {words(finding).message}
                    </a>
                  )}
                </li>
              ))}
            </ul>
            {findings.length > SHOWN_MAX ? (
              <p className="mt-1 text-small">{t("foundMore", { count: findings.length - SHOWN_MAX })}</p>
            ) : null}
          </div>
        </div>
      )}
    </div>
  );
}
