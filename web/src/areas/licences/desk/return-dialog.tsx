/** Returns a case to the applicant: shows all findings as the applicant will read them, then sends them together. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useLicenceCommand } from "../licence-data.ts";
import type { Licence } from "../licence-types.ts";
import { savedForm } from "../part-save.ts";
import { FindingWords } from "./item-findings.tsx";
import { draftsOf } from "./judged-items.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

/** The confirmation with the list. */
export function ReturnDialog({
  licence,
  onClose,
}: {
  readonly licence: Licence;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const command = useLicenceCommand(licence);
  const drafts = draftsOf(licence);
  const form = savedForm(licence);
  return (
    <ReasonDialog
      title={t("returnTitle", { company: licence.organisation.name })}
      text={t("effect.return")}
      label={t("noteOptional")}
      send={t("returnNow", { count: drafts.length })}
      isOptional
      command={command}
      onClose={onClose}
      onSend={(note) => command.mutate({ command: "return", note }, { onSuccess: onClose })}
    >
      <section aria-label={t("returnList", { count: drafts.length })}>
        <h3 className="mb-2 text-lead">{t("returnList", { count: drafts.length })}</h3>
        <ol className="grid gap-3">
          {drafts.map((finding) => (
            <li key={finding.id} className="rounded-small border border-line p-3">
              <FindingWords finding={finding} form={form} />
            </li>
          ))}
        </ol>
      </section>
    </ReasonDialog>
  );
}
