/** The service applied for: call-centre configurations and SMS A2P. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { CONFIGURATIONS } from "../../../../src/licensing/requirements/form.shared.ts";
import { CheckAt, SomeAt } from "./part-fields.tsx";

/** The fields of the part "service". */
export function ServiceEditor(): ReactNode {
  const t = useTranslations("web.licenceForm");
  return (
    <>
      <SomeAt
        path="configurations"
        legend={t("field.configurations")}
        hint={t("hint.configurations")}
        options={CONFIGURATIONS.map((value) => ({
          value,
          label: t(`choice.${value}`),
          hint: t(`configurationHint.${value}`),
        }))}
      />
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-semibold">{t("addons")}</legend>
        <CheckAt path="smsA2p" label={t("smsA2pAsk")} />
        <p className="field-hint">{t("hint.smsA2p")}</p>
      </fieldset>
    </>
  );
}
