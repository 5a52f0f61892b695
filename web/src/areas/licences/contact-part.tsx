/** Customer contact before and after the sale. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { CountAt, LinesAt, TextAt } from "./part-fields.tsx";

/** The fields of the part "contact". */
export function ContactEditor(): ReactNode {
  const t = useTranslations("web.licenceForm");
  return (
    <>
      <TextAt
        path="phone"
        label={t("field.phone")}
        hint={t("hint.phone")}
        maxLength={100}
        inputMode="tel"
        autoComplete="tel"
      />
      <TextAt path="email" label={t("field.email")} maxLength={200} inputMode="email" autoComplete="email" />
      <TextAt path="web" label={t("field.web")} maxLength={200} inputMode="url" autoComplete="url" />
      <LinesAt path="address" label={t("field.address")} />
      <TextAt path="hours" label={t("field.hours")} hint={t("hint.hours")} maxLength={200} />
      <CountAt path="complaintDays" label={t("field.complaintDays")} hint={t("hint.complaintDays")} />
      <LinesAt path="escalation" label={t("field.escalation")} hint={t("hint.escalation")} />
    </>
  );
}
