/** Phone numbers that receive an alert by SMS, and the sender id. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { RULE_LIMITS } from "../../../../src/service/acd/alerts/alert-rule.shared.ts";
import { TEXTS_PER_HOUR } from "../../../../src/service/acd/alerts/alert-text.shared.ts";
import { SelectField, type SummaryLine, TextArea } from "../../parts/fields.tsx";
import type { AlertChoices, AlertPartProps } from "./alert-data.ts";

/** Numbers, one per line, and the sender id; available once a carrier has approved one. */
export function AlertPhones({
  draft: { smsFrom, smsTo },
  faultOf,
  set,
  choices: { senders, mayNamePhones },
}: AlertPartProps & { readonly choices: Pick<AlertChoices, "senders" | "mayNamePhones"> }): ReactNode {
  const t = useTranslations("web.alerts.form");
  // The section stays visible after the last number has been removed.
  const [isOpen] = useState(smsTo.length > 0 || (senders.length > 0 && mayNamePhones));
  if (!isOpen) {
    return (
      <div>
        <p className="field-label">{t("smsTo")}</p>
        <p className="field-hint">{t(senders.length === 0 ? "smsNoSender" : "smsAdministrator")}</p>
      </div>
    );
  }
  const isOld = smsFrom !== null && !senders.includes(smsFrom);
  const hint = t("smsToHint", { most: RULE_LIMITS.phones, hour: TEXTS_PER_HOUR });
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <TextArea
        name="smsTo"
        rows={4}
        inputMode="tel"
        label={t("smsTo")}
        hint={mayNamePhones ? hint : `${hint} ${t("smsAdministrator")}`}
        error={faultOf("smsTo")}
        value={smsTo.join("\n")}
        onChange={({ target: { value } }) => set({ smsTo: value === "" ? [] : value.split("\n") })}
      />
      <SelectField
        name="smsFrom"
        label={t("smsFrom")}
        error={faultOf("smsFrom")}
        value={smsFrom ?? ""}
        onChange={({ target: { value } }) => set({ smsFrom: value === "" ? null : value })}
      >
        <option value="">{t("smsFromNone")}</option>
        {isOld ? <option value={smsFrom}>{t("smsFromOld", { sender: smsFrom })}</option> : null}
        {senders.map((sender) => (
          <option key={sender} value={sender}>
            {sender}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

/** The numbers of all non-empty lines. */
export function writtenPhones(smsTo: readonly string[]): string[] {
  return smsTo.map((line) => line.trim()).filter((line) => line !== "");
}

/** Pattern of a telephone number; the server decides whether it is a mobile number. */
const NUMBER = /^\+?[\d\s().-]{8,29}$/;

/** Client-side validation of numbers. */
export function usePhoneFaults(): (
  draft: Pick<AlertPartProps["draft"], "smsTo" | "smsFrom">,
) => readonly SummaryLine[] {
  const t = useTranslations("web.alerts.form");
  const required = useTranslations("web.parts");
  return ({ smsTo, smsFrom }) => {
    const numbers = writtenPhones(smsTo);
    const wrong = numbers.find((number) => !NUMBER.test(number));
    const { phones: most } = RULE_LIMITS;
    return [
      ...(wrong === undefined ? [] : [{ field: "smsTo", message: t("phoneWrong", { number: wrong }) }]),
      ...(numbers.length <= most ? [] : [{ field: "smsTo", message: t("phonesMany", { most }) }]),
      ...(numbers.length === 0 || smsFrom !== null
        ? []
        : [{ field: "smsFrom", message: required("required", { field: t("smsFrom") }) }]),
    ];
  };
}
