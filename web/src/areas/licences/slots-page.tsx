/** The files of a requirement: each in its slot, with stated facts and facts read from the file. */
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ApplicableRequirement } from "../../../../src/licensing/requirements/required.shared.ts";
import { mayChange } from "./item-state.ts";
import type { Licence, PreCheckFinding } from "./licence-types.ts";
import { savedForm } from "./part-save.ts";
import { applicableRequirementsOf, type CheckFrame, findIn } from "./pre-check.ts";
import { useRequirementName } from "./requirement-words.ts";
import { SlotField } from "./slot-field.tsx";
import { useGoToHash } from "./use-go-to-hash.ts";

interface SlotsProps {
  readonly licence: Licence;
  readonly asked: readonly ApplicableRequirement[];
  readonly found: readonly PreCheckFinding[];
}

/** The files of requirements; files of rows are shown at their rows. */
export function RequirementSlots({ licence, asked, found }: SlotsProps): ReactNode {
  const nameOf = useRequirementName();
  const slots = asked.flatMap((requirement) => requirement.slots.filter(({ rowId }) => rowId === null));
  return slots.map((slot) => (
    <SlotField
      key={slot.slot}
      licence={licence}
      asked={slot}
      label={nameOf(slot.requirement)}
      findings={found.filter(({ place }) => place.slot === slot.slot)}
      isLocked={!mayChange(licence, slot.requirement)}
    />
  ));
}

/** The page of a requirement that consists of a file only. */
export function SlotsPage({
  licence,
  requirement,
  frame,
  next,
}: {
  readonly licence: Licence;
  readonly requirement: string;
  readonly frame: CheckFrame;
  readonly next: string | null;
}): ReactNode {
  const t = useTranslations("web.licence");
  const navigate = useNavigate();
  const form = savedForm(licence);
  const asked = applicableRequirementsOf(form, frame).filter(({ key }) => key === requirement);
  useGoToHash();
  const goOn = (): void =>
    void (next === null
      ? navigate({ to: "/izin/$id/periksa", params: { id: licence.id } })
      : navigate({ to: "/izin/$id/bagian/$part", params: { id: licence.id, part: next } }));
  return (
    <div className="grid gap-7">
      {asked.some(({ slots }) => slots.every(({ rowId }) => rowId !== null)) ? (
        <div className="grid justify-items-start gap-3">
          <p>{t("filesAtDevices")}</p>
          <Link to="/izin/$id/bagian/$part" params={{ id: licence.id, part: "devices" }} className="button">
            {t("toDevices")}
          </Link>
        </div>
      ) : null}
      <RequirementSlots licence={licence} asked={asked} found={findIn(licence, form, frame)} />
      <button type="button" className="button button-main justify-self-start" onClick={goOn}>
        {t("goOn")}
      </button>
    </div>
  );
}
