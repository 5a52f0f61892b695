/** Findings that prevent publication of a flow, each with a link to its step. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { FlowFinding } from "../../../../src/service/flows/ivr/editor/finding.shared.ts";
import { findingWords } from "../../../../src/service/flows/ivr/editor/say-flow.shared.ts";
import { Icon } from "../../parts/icons.tsx";
import { useEditor } from "./editor-context.ts";
import { wayName } from "./step-words.ts";

/** Groups open branches of a step into one finding, because a new step has several. */
function onePerStep(findings: readonly FlowFinding[]): readonly FlowFinding[] {
  return findings.filter(
    ({ stepId, rule }, nth) =>
      rule !== "way-open" || findings.findIndex((one) => one.stepId === stepId && one.rule === rule) === nth,
  );
}

/** The list; a neutral line when there are no findings. */
export function FindingsList({ onGo }: { readonly onGo?: () => void }): ReactNode {
  const t = useTranslations("web.flows.findings");
  const { flow, findings, saying, choose } = useEditor();
  if (findings.length === 0) {
    return (
      <p className="flex items-center gap-2">
        <Icon name="check" size={18} />
        {t("none")}
      </p>
    );
  }
  return (
    <ul className="grid gap-2">
      {onePerStep(findings).map((finding) => {
        const { what, remedy } = findingWords(finding, saying.words);
        const open = findings.filter((one) => one.stepId === finding.stepId && one.rule === "way-open");
        const ways = open.map((one) => wayName(flow, one, saying.words)).join(", ");
        const way = finding.rule === "way-open" ? ways : null;
        const { stepId } = finding;
        return (
          <li key={`${stepId ?? ""} ${finding.rule} ${finding.field}`} className="notice tone-wait">
            <Icon name="warning" />
            <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <p className="font-semibold">{way === null ? what : t("atWay", { way, what })}</p>
              <p className="text-small">{remedy}</p>
              {stepId === null ? null : (
                <button
                  type="button"
                  className="button button-small mt-2"
                  aria-label={t("showStepOf", { what: way === null ? what : t("atWay", { way, what }) })}
                  onClick={() => {
                    onGo?.();
                    choose(stepId);
                  }}
                >
                  {t("showStep")}
                </button>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
