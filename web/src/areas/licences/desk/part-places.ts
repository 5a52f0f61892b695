/** The places of a case that a finding can refer to, with their labels. */
import { useTranslations } from "use-intl";
import { nameOfId } from "../answer-words.ts";
import { type Answer, answersOf, fieldsOf, listsOf } from "../answers.ts";
import { isPartKey } from "../item-state.ts";
import type { Item, Licence, LicenceForm, PartKey } from "../licence-types.ts";
import { usePageName } from "../requirement-words.ts";
import { useSlotName } from "../slot-files.tsx";
import { NOWHERE, type Pointed } from "./review-types.ts";

/** A place with its label, under the heading of its part or of the files. */
export interface NamedPlace {
  readonly group: string;
  readonly name: string;
  readonly place: Pointed;
}

/** Maximum number of places in the selection; further rows are selected in the table. */
const PLACES_MAX = 600;

/** The path of an answer in its part, as findings store it. */
export const pathOf = ({
  list,
  index,
  field,
}: {
  readonly list: string;
  readonly index: number;
  readonly field: string;
}): string => `${list}.${index}.${field}`;

/** Answers of the part outside its lists; an empty list next to rows is left out. */
export const ownFields = (part: unknown): readonly Answer[] =>
  answersOf(part).filter(({ list, value }) => list === null && !(Array.isArray(value) && value.length === 0));

/** The label of a field; the key of a field that this version does not know. */
export function useFieldName(): (field: string) => string {
  const t = useTranslations("web.licenceForm.field");
  return (field) => (t.has(field as "city") ? t(field as "city") : field);
}

/** The label of a list of a part. */
export function useListName(): (part: PartKey, list: string) => string {
  const t = useTranslations("web.licenceForm.list");
  const pageName = usePageName();
  return (part, list) => (t.has(list as "sites") ? t(list as "sites") : pageName(part));
}

/** All places of an item. */
export function usePlaces(licence: Licence, item: Item, form: LicenceForm): readonly NamedPlace[] {
  const pageName = usePageName();
  const fieldName = useFieldName();
  const slotName = useSlotName(form);
  const ofPart = (part: PartKey): readonly NamedPlace[] => {
    const group = pageName(part);
    const own = ownFields(form[part]).map(({ field }) => ({
      group,
      name: fieldName(field),
      place: { ...NOWHERE, part, field },
    }));
    const rows = listsOf(form[part]).flatMap(({ list, rows: lines }) =>
      lines.flatMap((row, index) =>
        fieldsOf(row).map((field) => ({
          group,
          name: `${nameOfId(form, row.id)}: ${fieldName(field)}`,
          place: { ...NOWHERE, part, rowId: row.id, field: pathOf({ list, index, field }) },
        })),
      ),
    );
    return [{ group, name: group, place: { ...NOWHERE, part } }, ...own, ...rows];
  };
  const filled = licence.documents.filter(({ requirement }) => requirement === item.key).map(({ slot }) => slot);
  // Includes empty slots: a missing file is a finding too.
  const files = [...new Set([...item.slots, ...filled])].map((slot) => ({
    group: "",
    name: slotName({ slot, requirement: item.key }),
    place: { ...NOWHERE, slot },
  }));
  return [...files, ...item.parts.filter(isPartKey).flatMap(ofPart)].slice(0, PLACES_MAX);
}

/** The key of a place in the selection, without the spot on a page. */
export const placeKey = ({ part, slot, rowId, field }: Pointed): string =>
  [part, slot, rowId, field].map((word) => word ?? "").join(" ");
