/** Name and languages of a flow. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { FlowLanguage } from "../../../../src/service/flows/ivr/contract.ts";
import { useEditor } from "./editor-context.ts";
import { Choice, FitText } from "./step-inputs.tsx";

const WAYS = ["id", "en", "id-en", "en-id"] as const;

/** The fields for name and languages. */
export function FlowSettings(): ReactNode {
  const t = useTranslations("web.flows.settings");
  const { draft, flow } = useEditor();
  const spoken = WAYS.find((way) => way === flow.languages.join("-")) ?? "id";
  return (
    <div className="grid gap-4 border-t border-line pt-4">
      <h2>{t("title")}</h2>
      <FitText
        name="flowName"
        label={t("name")}
        value={draft.edited.name}
        isFit={(text) => text.length >= 1 && text.length <= 80}
        fault={t("nameFault")}
        maxLength={80}
        onFit={draft.setName}
      />
      <Choice
        name="languages"
        label={t("languages")}
        hint={t("languagesHint")}
        value={spoken}
        options={WAYS.map((value) => ({ value, text: t(`spoken.${value}`) }))}
        onChange={(way) => {
          const languages = way.split("-") as FlowLanguage[];
          draft.setFlow((before) => ({ ...before, languages }));
        }}
      />
    </div>
  );
}
