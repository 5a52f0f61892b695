/** Assigns a case to an officer from the screen of the case. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { Dialog } from "../../../parts/dialog.tsx";
import { FailureNotice } from "../../../parts/notice.tsx";
import { useLicenceCommand } from "../licence-data.ts";
import type { Licence } from "../licence-types.ts";
import { LICENSING_OFFICE } from "./review-data.ts";

/** The dialog with its form. */
export function GiveDialog({
  licence,
  onClose,
}: {
  readonly licence: Licence;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const desk = useTranslations("web.desk");
  const command = useLicenceCommand(licence);
  const [personId, setPersonId] = useState("");
  const { data, error } = useQuery({
    queryKey: ["assignees", LICENSING_OFFICE.list],
    queryFn: LICENSING_OFFICE.officers,
  });
  const failure = error ?? command.error;
  return (
    <Dialog title={t("ask.assign", { number: licence.number ?? "" })} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          command.mutate({ command: "assign", personId }, { onSuccess: onClose });
        }}
      >
        <label className="grid gap-1">
          <span className="font-semibold">{desk("assignTo")}</span>
          <select
            className="input"
            name="officer"
            required
            value={personId}
            onChange={(event) => setPersonId(event.currentTarget.value)}
          >
            <option value="">{desk("assignNone")}</option>
            {(data?.items ?? []).map(({ id, name, openCases }) => (
              <option key={id} value={id}>
                {desk("assignOption", { name, count: openCases })}
              </option>
            ))}
          </select>
        </label>
        {failure === null ? null : <FailureNotice error={failure} />}
        <div className="flex flex-wrap gap-3">
          <BusyButton type="submit" className="button button-main" isBusy={command.isPending}>
            {desk("assign")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {t("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
