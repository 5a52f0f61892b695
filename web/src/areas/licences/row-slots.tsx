/** The files that belong to one row of a list; they can be hung once the row itself is saved. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { answersOf } from "./answers.ts";
import { mayChange } from "./item-state.ts";
import type { Licence, LicenceForm } from "./licence-types.ts";
import { savedForm } from "./part-save.ts";
import { askedOf, type CheckFrame, findIn } from "./pre-check.ts";
import { SlotField } from "./slot-field.tsx";

interface RowSlotsProps {
  readonly licence: Licence;
  readonly frame: CheckFrame;
  readonly form: LicenceForm;
  readonly rowId: string;
}

const holdsRow = (form: LicenceForm, rowId: string): boolean =>
  Object.values(form).some((part) => answersOf(part).some((answer) => answer.rowId === rowId));

/** The fields of a row's files. */
export function RowSlots({ licence, frame, form, rowId }: RowSlotsProps): ReactNode {
  const t = useTranslations("web.licenceForm");
  const slots = askedOf(form, frame).flatMap((requirement) => requirement.slots.filter((slot) => slot.rowId === rowId));
  if (slots.length === 0) return null;
  if (!holdsRow(savedForm(licence), rowId)) return <p className="text-small text-soft">{t("filesAfterSave")}</p>;
  const found = findIn(licence, form, frame);
  return (
    <div className="grid gap-3">
      {slots.map((slot) => (
        <SlotField
          key={slot.slot}
          licence={licence}
          asked={slot}
          label={t(`rowFile.${slot.kind}`)}
          findings={found.filter(({ place }) => place.slot === slot.slot)}
          isLocked={!mayChange(licence, slot.requirement)}
        />
      ))}
    </div>
  );
}
