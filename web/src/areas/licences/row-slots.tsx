/** The files of one row of a list; they can be attached once the row is saved. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { listsOf } from "./answers.ts";
import { mayChange } from "./item-state.ts";
import type { PartKey } from "./licence-types.ts";
import type { EditorProps } from "./part-editor.ts";
import { SlotField } from "./slot-field.tsx";

type SlotContext = Pick<EditorProps<PartKey>, "licence" | "asked" | "found">;

interface RowSlotsProps extends SlotContext {
  readonly rowId: string;
  /** The document number from the row, if it has one. */
  readonly number?: string;
}

const isSaved = ({ parts }: SlotContext["licence"], rowId: string): boolean =>
  parts.some(({ value }) => listsOf(value).some(({ rows }) => rows.some(({ id }) => id === rowId)));

/** The fields of a row's files. */
export function RowSlots({ licence, asked, found, rowId, number = "" }: RowSlotsProps): ReactNode {
  const t = useTranslations("web.licenceForm");
  const slots = asked.flatMap((requirement) => requirement.slots.filter((slot) => slot.rowId === rowId));
  if (slots.length === 0) return null;
  if (!isSaved(licence, rowId)) return <p className="text-small text-soft">{t("filesAfterSave")}</p>;
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
          number={number}
        />
      ))}
    </div>
  );
}
