/** Selects the place of a finding: from a list, or by a click on the page or part beside the form. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Item, Licence, LicenceForm } from "../licence-types.ts";
import { type NamedPlace, placeKey, usePlaces } from "./part-places.ts";
import { NOWHERE, type Pointed } from "./review-types.ts";

interface PlacePickerProps {
  readonly licence: Licence;
  readonly item: Item;
  readonly form: LicenceForm;
  readonly place: Pointed;
  readonly onChange: (place: Pointed) => void;
}

function Choices({ places }: { readonly places: readonly NamedPlace[] }): ReactNode {
  return places.map(({ name, place }) => (
    <option key={placeKey(place)} value={placeKey(place)}>
      {name}
    </option>
  ));
}

/** The page and spot of a file as text, and a page-number field for keyboard use. */
function OnPage({
  place,
  pages,
  onChange,
}: {
  readonly place: Pointed;
  readonly pages: number;
  readonly onChange: (place: Pointed) => void;
}): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const { spot } = place;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small">
      <label className="inline-flex items-center gap-2">
        <span>{t("page")}</span>
        <input
          type="number"
          className="input input-small w-20"
          min={1}
          max={pages}
          value={place.page ?? ""}
          onChange={(event) => {
            const page = Number(event.currentTarget.value);
            onChange({ ...place, spot: null, page: Number.isInteger(page) && page > 0 ? Math.min(page, pages) : null });
          }}
        />
      </label>
      {spot === null ? (
        <span className="text-soft">{t("spotNone")}</span>
      ) : (
        <>
          <span>{t("spot", { x: Math.round(spot.x * 100), y: Math.round(spot.y * 100) })}</span>
          <button
            type="button"
            className="button button-small button-quiet"
            onClick={() => onChange({ ...place, spot: null })}
          >
            {t("spotClear")}
          </button>
        </>
      )}
    </div>
  );
}

/** The list of places, and the place that was clicked. */
export function PlacePicker({ licence, item, form, place, onChange }: PlacePickerProps): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const places = usePlaces(licence, item, form);
  const file = licence.documents.find(({ slot }) => slot === place.slot);
  const groups = [...Map.groupBy(places, ({ group }) => group)];
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="sr-only">{t("place")}</legend>
      <label className="grid gap-1">
        <span className="text-small font-semibold">{t("place")}</span>
        <select
          className="input input-small"
          name="place"
          value={places.some((one) => placeKey(one.place) === placeKey(place)) ? placeKey(place) : ""}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onChange(places.find((one) => placeKey(one.place) === value)?.place ?? NOWHERE);
          }}
        >
          <option value="">{t("placeWhole")}</option>
          {groups.map(([group, list]) =>
            group === "" ? (
              <Choices key="files" places={list} />
            ) : (
              <optgroup key={group} label={group}>
                <Choices places={list} />
              </optgroup>
            ),
          )}
        </select>
      </label>
      {file === undefined ? null : <OnPage place={place} pages={file.pages ?? 2_000} onChange={onChange} />}
      <p className="text-small text-soft">{t("placeHint")}</p>
    </fieldset>
  );
}
