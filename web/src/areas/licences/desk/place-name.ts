/** Formats a place: the requirement, then the file and page, or the part, row and field. */
import { useTranslations } from "use-intl";
import { nameOfId } from "../answer-words.ts";
import type { Finding, LicenceForm } from "../licence-types.ts";
import { usePageName, useRequirementName } from "../requirement-words.ts";
import { useSlotName } from "../slot-files.tsx";
import { useFieldName } from "./part-places.ts";

/** Returns a function that formats the place of a finding. */
export function usePlaceName(form: LicenceForm): (finding: Pick<Finding, "requirement" | "place">) => string {
  const t = useTranslations("web.licenceDesk");
  const nameOf = useRequirementName();
  const pageName = usePageName();
  const slotName = useSlotName(form);
  const fieldName = useFieldName();
  return ({ requirement, place }) => {
    const { slot, part, rowId, field, page } = place;
    const where = [
      slot === null || slot === requirement ? [] : slotName({ slot, requirement }),
      part === null ? [] : pageName(part),
      rowId === null ? [] : nameOfId(form, rowId),
      field === null ? [] : fieldName(field.split(".").at(-1) ?? field),
      page === null ? [] : t("pageShort", { page }),
    ].flat();
    return [`${requirement} ${nameOf(requirement)}`, ...where].join(" · ");
  };
}
