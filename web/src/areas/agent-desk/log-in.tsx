/** Login at the start of a shift: selects the phone, and whether the desk phone or this page rings. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { AgentDesktop } from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";
import { FEATURE_CODES } from "../../../../src/service/telephony/dial-plan/feature-code.shared.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Field } from "../../parts/fields.tsx";
import type { Line } from "./phone/phone-state.ts";
import type { SoftphoneController } from "./phone/softphone-controller.ts";
import { canSpeak, type Place } from "./phone/sound-devices.ts";

const PLACES = ["page", "desk"] as const;

interface LogInProps {
  readonly desk: AgentDesktop;
  readonly seat: SoftphoneController;
  readonly line: Line;
  readonly place: Place;
  readonly choosePlace: (place: Place) => void;
  readonly isBusy: boolean;
  readonly onLogIn: (phoneId: string) => void;
}

/** Logs the agent in. Where the page is to ring, the softphone registers first, so that the first call already rings there. */
export function LogIn({ desk, seat, line, place, choosePlace, isBusy, onLogIn }: LogInProps): ReactNode {
  const t = useTranslations("web.agentDesk");
  const { phones, agent } = desk;
  const usual = phones.find(({ id }) => id === agent.homePhoneId) ?? phones.find(({ isTaken }) => !isTaken);
  const [chosen, setChosen] = useState<string | null>(null);
  const phoneId = chosen ?? usual?.id;
  if (phones.length === 0) return <p>{t("noPhones")}</p>;
  const begin = async (): Promise<void> => {
    if (phoneId === undefined) return;
    if (place === "page" && (await seat.sitDown(phoneId)) !== "ready") return;
    onLogIn(phoneId);
  };
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field id="desk-phone" label={t("phone.name")}>
        {(attributes) => (
          <select
            {...attributes}
            className="input max-w-[18rem]"
            value={phoneId ?? ""}
            onChange={(event) => setChosen(event.target.value)}
          >
            {phones.map(({ id, extension, name, isTaken }) => (
              <option key={id} value={id} disabled={isTaken}>
                {t(isTaken ? "phoneTaken" : "phoneText", { extension, name })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <PlaceChoice place={place} choosePlace={choosePlace} />
      <BusyButton
        type="button"
        className="button button-main desk-act"
        isBusy={isBusy || line.is === "opening"}
        onClick={() => void begin()}
      >
        {t("logIn")}
      </BusyButton>
      <p className="basis-full text-soft">
        {t(canSpeak() ? "logInByPhone" : "phone.noBrowserSound", { code: FEATURE_CODES["log-in"] })}
      </p>
    </div>
  );
}

function PlaceChoice({ place, choosePlace }: Pick<LogInProps, "place" | "choosePlace">): ReactNode {
  const t = useTranslations("web.agentDesk.phone");
  if (!canSpeak()) return null;
  return (
    <fieldset className="desk-place">
      <legend className="field-label">{t("place")}</legend>
      {PLACES.map((one) => (
        <label key={one} className="check">
          <input type="radio" name="desk-place" checked={place === one} onChange={() => choosePlace(one)} />
          <span>{t(`places.${one}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
