/** The form of an opening-hours step: named hours of the call centre, or hours of this step only. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { FlowStepOf } from "../../../../src/service/flows/ivr/contract.ts";
import { useEditor } from "./editor-context.ts";
import { HoursFields, ZONE_NAMES } from "./hours-fields.tsx";
import { Choice } from "./step-inputs.tsx";
import { hoursLine } from "./step-words.ts";

type HoursStep = FlowStepOf<"hours">;

/** The form of opening hours. */
export function HoursForm({ step }: { readonly step: HoursStep }): ReactNode {
  const t = useTranslations("web.flows.named");
  const { write, surroundings, saying } = useEditor();
  const named = surroundings.hours.find(({ id }) => id === step.hoursId);
  const missing = step.hoursId !== undefined && named === undefined ? [{ value: step.hoursId, text: t("gone") }] : [];
  const choose = (id: string): void => {
    const { hoursId: _before, ...own } = step;
    write(id === "" ? own : { ...own, hoursId: id }, "hoursId");
  };
  return (
    <>
      <Choice
        name="hoursId"
        label={t("which")}
        hint={t("whichHint")}
        value={step.hoursId ?? ""}
        options={[
          { value: "", text: t("own") },
          ...surroundings.hours.map(({ id, name }) => ({ value: id, text: name })),
          ...missing,
        ]}
        onChange={choose}
      />
      {step.hoursId === undefined ? (
        <HoursFields
          hours={step}
          write={(hours, field) => write({ ...step, ...hours }, field)}
          daysOff={surroundings.daysOff}
        />
      ) : null}
      {named === undefined ? null : (
        <div className="grid gap-2 rounded-small border border-line p-3">
          <p>
            {hoursLine(named.hours, saying.words)} {ZONE_NAMES[named.hours.zone]}
          </p>
          <p>
            <Link to="/layanan/jam/$id" params={{ id: named.id }}>
              {t("openOf", { name: named.name })}
            </Link>
          </p>
        </div>
      )}
    </>
  );
}
