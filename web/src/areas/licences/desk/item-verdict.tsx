/** The verdict on an item: accept it, start a finding, or, for a coordinator, reopen an accepted item. */
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { Icon } from "../../../parts/icons.tsx";
import { FailureNotice } from "../../../parts/notice.tsx";
import { moment } from "../../../words/dates.ts";
import { useLicenceCommand } from "../licence-data.ts";
import type { Item, Licence } from "../licence-types.ts";
import { useRequirementName } from "../requirement-words.ts";
import { VerdictBadge } from "./item-list.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { ACCEPT_ID } from "./review-keys.ts";
import { type FindingDraft, NOWHERE } from "./review-types.ts";

interface ItemVerdictProps {
  readonly licence: Licence;
  readonly item: Item;
  readonly onWrite: (draft: FindingDraft) => void;
}

function Reopen({ licence, item }: { readonly licence: Licence; readonly item: Item }): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const nameOf = useRequirementName();
  const command = useLicenceCommand(licence);
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <button type="button" className="button button-small" onClick={() => setAsking(true)}>
        {t("reopen")}
      </button>
      {isAsking ? (
        <ReasonDialog
          title={t("reopenTitle", { item: nameOf(item.key) })}
          text={t("reopenText")}
          label={t("reasonRead")}
          send={t("reopen")}
          command={command}
          onClose={() => setAsking(false)}
          onSend={(reason) =>
            command.mutate(
              { command: "reopen-item", requirement: item.key, reason },
              { onSuccess: () => setAsking(false) },
            )
          }
        />
      ) : null}
    </>
  );
}

/** The badge, the officer and time of the verdict, and the actions that the server permits. */
export function ItemVerdict({ licence, item, onWrite }: ItemVerdictProps): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const locale = useLocale();
  const command = useLicenceCommand(licence);
  const can = (name: string): boolean => licence.commands.includes(name);
  const hasDraft = licence.findings.some(({ requirement, state }) => requirement === item.key && state === "draft");
  const accepted = item.verdict === "accepted";
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <VerdictBadge item={item} />
        {item.verdict === "open" || item.checkedBy === null || item.checkedAt === null ? null : (
          <span className="text-small text-soft">
            {t("checkedBy", { name: item.checkedBy, at: moment(item.checkedAt, locale) })}
          </span>
        )}
      </p>
      {item.reopened ? (
        <p className="max-w-[70ch] text-small [overflow-wrap:anywhere]">
          {t("reopenedWhy", { at: moment(item.reopened.at, locale), reason: item.reopened.reason })}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {can("accept-item") && !accepted ? (
          <BusyButton
            type="button"
            id={ACCEPT_ID}
            className="button button-small button-main"
            isBusy={command.isPending}
            disabled={hasDraft}
            onClick={() =>
              command.mutate(
                { command: "accept-item", requirement: item.key },
                // The button is removed from the page; the focus moves to another element first.
                { onSuccess: () => document.getElementById("item-title")?.focus({ preventScroll: true }) },
              )
            }
          >
            <Icon name="check" size={16} />
            {t("accept")}
          </BusyButton>
        ) : null}
        {can("keep-finding") && (!accepted || can("reopen-item")) ? (
          <button
            type="button"
            className="button button-small"
            onClick={() =>
              onWrite({ id: null, place: NOWHERE, rule: item.rule.id, note: "", remedy: "", lateReason: "" })
            }
          >
            {t("beginFinding")}
          </button>
        ) : null}
        {can("undo-acceptance") && accepted && item.mayUndo === true ? (
          <BusyButton
            type="button"
            className="button button-small"
            isBusy={command.isPending}
            onClick={() =>
              command.mutate(
                { command: "undo-acceptance", requirement: item.key },
                { onSuccess: () => document.getElementById("item-title")?.focus({ preventScroll: true }) },
              )
            }
          >
            {t("undoAcceptance")}
          </BusyButton>
        ) : null}
        {can("reopen-item") && accepted ? <Reopen licence={licence} item={item} /> : null}
      </div>
      {can("accept-item") && hasDraft ? <p className="text-small text-soft">{t("acceptAfterDrafts")}</p> : null}
      {command.error === null ? null : <FailureNotice error={command.error} />}
    </div>
  );
}
