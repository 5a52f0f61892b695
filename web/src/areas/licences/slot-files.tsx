/** The files of a page as a read-only list: purpose, name and stated facts. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useBeginning } from "../../parts/beginning.tsx";
import { Icon } from "../../parts/icons.tsx";
import { shortDate } from "../../words/dates.ts";
import { nameOfId } from "./answer-words.ts";
import type { Licence, LicenceForm, SlotFile } from "./licence-types.ts";
import { useRequirementName } from "./requirement-words.ts";

/** Files in the slots of a page's requirements. */
function filesOf(licence: Licence, page: string): readonly SlotFile[] {
  const keys = licence.items.filter(({ key, parts }) => key === page || parts.includes(page)).map(({ key }) => key);
  return licence.documents.filter(({ requirement }) => requirement !== null && keys.includes(requirement));
}

/** The purpose of a slot: the requirement, or the row that the file belongs to. */
export function useSlotName(form: LicenceForm): (file: Pick<SlotFile, "slot" | "requirement">) => string {
  const t = useTranslations("web.licenceForm.rowFile");
  const nameOf = useRequirementName();
  return ({ slot, requirement }) => {
    const [kind = "", rowId] = slot.split(":");
    if (rowId === undefined) return nameOf(requirement ?? slot);
    const what = t.has(kind as "proof") ? t(kind as "proof") : kind;
    return `${what}: ${nameOfId(form, rowId)}`;
  };
}

/** Maximum number of files before the "show more" button. */
const FILES_STEP = 50;

/** The list; renders nothing without files. */
export function SlotFiles({
  licence,
  page,
  form,
}: {
  readonly licence: Licence;
  readonly page: string;
  readonly form: LicenceForm;
}): ReactNode {
  const t = useTranslations("web.licence");
  const locale = useLocale();
  const slotName = useSlotName(form);
  const files = filesOf(licence, page);
  const { shown, more } = useBeginning(files, FILES_STEP);
  if (files.length === 0) return null;
  return (
    <>
      <ul className="card divide-y divide-line">
        {shown.map((file) => (
          <li key={file.slot} className="grid gap-0.5 px-5 py-3">
            <p className="text-small text-soft [overflow-wrap:anywhere]">{slotName(file)}</p>
            <a
              href={`/api/files/${file.fileId}`}
              target="_blank"
              rel="noreferrer"
              className="inline-flex min-w-0 items-center gap-2 [overflow-wrap:anywhere]"
            >
              <Icon name="file" size={18} />
              {file.name}
            </a>
            <p className="text-small text-soft">
              {[
                file.pages === null ? "" : t("pagesCount", { count: file.pages }),
                file.stated.number === "" ? "" : `${t("stated.number")} ${file.stated.number}`,
                file.stated.issuedOn === "" ? "" : `${t("stated.issuedOn")} ${shortDate(file.stated.issuedOn, locale)}`,
                file.stated.validUntil === ""
                  ? ""
                  : `${t("stated.validUntil")} ${shortDate(file.stated.validUntil, locale)}`,
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </li>
        ))}
      </ul>
      {more}
    </>
  );
}
