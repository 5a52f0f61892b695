/** Pauses and resumes the processing time. Each refers to one requirement and one rule, which the applicant can read. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useLicenceCommand } from "../licence-data.ts";
import type { Licence } from "../licence-types.ts";
import { useRequirementName } from "../requirement-words.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { RulePicker } from "./rule-picker.tsx";

interface PauseDialogProps {
  readonly licence: Licence;
  readonly act: "pause" | "resume";
  readonly onClose: () => void;
}

/** The requirement and rule of the last pause, preselected for the resumption. */
function pausedOn({ events }: Licence): { readonly requirement: string | null; readonly rule: string | null } {
  const detail = events.findLast(({ type }) => type === "pause")?.detail;
  const word = (value: unknown): string | null => (typeof value === "string" ? value : null);
  return { requirement: word(detail?.["requirement"]), rule: word(detail?.["rule"]) };
}

/** The dialog with its form. */
export function PauseDialog({ licence, act, onClose }: PauseDialogProps): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const nameOf = useRequirementName();
  const command = useLicenceCommand(licence);
  const before = act === "resume" ? pausedOn(licence) : { requirement: null, rule: null };
  const [requirement, setRequirement] = useState(before.requirement ?? licence.items[0]?.key ?? "");
  const item = licence.items.find(({ key }) => key === requirement);
  const [rule, setRule] = useState(before.rule ?? item?.rule.id ?? "");
  if (item === undefined) return null;
  return (
    <ReasonDialog
      title={t(`ask.${act}`, { number: licence.number ?? "" })}
      text={t(`effect.${act}`)}
      label={t("reasonRead")}
      send={t(`act.${act}`)}
      command={command}
      onClose={onClose}
      onSend={(reason) => command.mutate({ command: act, requirement, rule, reason }, { onSuccess: onClose })}
    >
      <label className="grid gap-1">
        <span className="text-small font-semibold">{t("requirement")}</span>
        <select
          className="input input-small"
          name="requirement"
          value={requirement}
          onChange={(event) => {
            const key = event.currentTarget.value;
            setRequirement(key);
            setRule(licence.items.find((one) => one.key === key)?.rule.id ?? "");
          }}
        >
          {licence.items.map(({ key }) => (
            <option key={key} value={key}>
              {key} {nameOf(key)}
            </option>
          ))}
        </select>
      </label>
      <RulePicker name="pause-rule" licence={licence} item={item} value={rule} onChange={setRule} />
    </ReasonDialog>
  );
}
