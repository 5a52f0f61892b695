/** The findings of an item: drafts, visible to officers only, and sent, answered and settled findings. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../../parts/badges.tsx";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { FailureNotice } from "../../../parts/notice.tsx";
import { RuleNote } from "../../../parts/rule-note.tsx";
import { longDate } from "../../../words/dates.ts";
import { useLicenceCommand } from "../licence-data.ts";
import type { Finding, Licence, LicenceForm } from "../licence-types.ts";
import { usePlaceName } from "./place-name.ts";
import type { FindingDraft } from "./review-types.ts";

interface ItemFindingsProps {
  readonly licence: Licence;
  readonly findings: readonly Finding[];
  readonly form: LicenceForm;
  readonly onShow: (finding: Finding) => void;
  readonly onWrite: (draft: FindingDraft) => void;
}

const BADGE_STYLES = {
  draft: { shape: "ring", tone: "quiet" },
  sent: { shape: "triangle", tone: "wait" },
  answered: { shape: "half", tone: "info" },
  settled: { shape: "tick", tone: "good" },
} as const;

const draftOf = ({ id, place, rule, note, remedy, lateReason }: Finding): FindingDraft => ({
  id,
  place,
  rule: rule?.id ?? "",
  note,
  remedy,
  lateReason: lateReason ?? "",
});

/** The text of a finding, with its place, rule and date. */
export function FindingWords({ finding, form }: { readonly finding: Finding; readonly form: LicenceForm }): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const locale = useLocale();
  const placeName = usePlaceName(form);
  return (
    <>
      <p className="text-small font-semibold text-soft">{placeName(finding)}</p>
      <p className="font-semibold whitespace-pre-line [overflow-wrap:anywhere]">{finding.note}</p>
      <p className="mt-1 whitespace-pre-line [overflow-wrap:anywhere]">
        <span className="text-soft">{t("remedyShort")}</span> {finding.remedy}
      </p>
      {finding.lateReason ? (
        <p className="mt-1 whitespace-pre-line [overflow-wrap:anywhere]">
          <span className="text-soft">{t("lateShort")}</span> {finding.lateReason}
        </p>
      ) : null}
      {finding.rule === null ? null : <RuleNote rule={finding.rule} />}
      {finding.dueDate === null || finding.state !== "sent" ? null : (
        <p className="mt-1 text-small">{t("dueDate", { date: longDate(finding.dueDate, locale) })}</p>
      )}
    </>
  );
}

function FindingCard({
  licence,
  finding,
  isRepeated,
  form,
  onShow,
  onWrite,
}: Omit<ItemFindingsProps, "findings"> & {
  readonly finding: Finding;
  /** Whether a later finding repeats this one; further actions apply to the later finding. */
  readonly isRepeated: boolean;
}): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const command = useLicenceCommand(licence);
  const mayKeep = licence.commands.includes("keep-finding");
  const hasPlace = finding.place.slot !== null || finding.place.part !== null;
  return (
    <li className={`card border-l-[6px] border-l-[var(--tone)] p-4 tone-${BADGE_STYLES[finding.state].tone}`}>
      <p className="mb-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge {...BADGE_STYLES[finding.state]}>{t(`findingState.${finding.state}`)}</Badge>
        <span className="text-small text-soft">
          {[finding.by, finding.round > 0 ? t("inRound", { round: finding.round }) : null].filter(Boolean).join(" · ")}
        </span>
      </p>
      <FindingWords finding={finding} form={form} />
      <div className="mt-2 flex flex-wrap gap-2">
        {hasPlace ? (
          <button type="button" className="button button-small button-quiet" onClick={() => onShow(finding)}>
            {t("showPlace")}
          </button>
        ) : null}
        {finding.state === "draft" && mayKeep ? (
          <button type="button" className="button button-small" onClick={() => onWrite(draftOf(finding))}>
            {t("changeDraft")}
          </button>
        ) : null}
        {finding.state === "draft" && licence.commands.includes("drop-finding") ? (
          <BusyButton
            type="button"
            className="button button-small"
            isBusy={command.isPending}
            onClick={() => command.mutate({ command: "drop-finding", id: finding.id })}
          >
            {t("dropDraft")}
          </BusyButton>
        ) : null}
        {finding.state === "answered" && mayKeep && !isRepeated ? (
          <button type="button" className="button button-small" onClick={() => onWrite(draftOf(finding))}>
            {t("notMended")}
          </button>
        ) : null}
      </div>
      {command.error === null ? null : <FailureNotice error={command.error} />}
    </li>
  );
}

/** The cards: open findings first, settled findings folded. */
export function ItemFindings({ findings, ...props }: ItemFindingsProps): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const order = ["draft", "answered", "sent"] as const;
  const open = order.flatMap((state) => findings.filter((finding) => finding.state === state));
  const settled = findings.filter(({ state }) => state === "settled");
  const repeated = new Set(findings.map(({ repeats }) => repeats));
  if (findings.length === 0) return null;
  return (
    <section className="grid gap-3" aria-label={t("findings")}>
      <ul className="grid gap-3">
        {open.map((finding) => (
          <FindingCard key={finding.id} finding={finding} isRepeated={repeated.has(finding.id)} {...props} />
        ))}
      </ul>
      {settled.length === 0 ? null : (
        <details>
          <summary className="cursor-pointer text-small font-semibold">
            {t("settledCount", { count: settled.length })}
          </summary>
          <ul className="mt-2 grid gap-3">
            {settled.map((finding) => (
              <FindingCard key={finding.id} finding={finding} isRepeated={repeated.has(finding.id)} {...props} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
