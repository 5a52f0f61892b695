/** The exact length of a template's messages, with the shortest and with the longest permitted values. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import {
  PARTS_MAX,
  type Segments,
  type TextFault,
} from "../../../../src/service/messaging/sms/intake/segments.shared.ts";
import { spanOf, type TemplateText } from "../../../../src/service/messaging/sms/templates/template.shared.ts";
import { PartBubbles } from "../short-messages/text-preview.tsx";

/** Both lengths, side by side on wide screens. */
export function TemplateSpan({ template }: { readonly template: TemplateText }): ReactNode {
  const t = useTranslations("web.smsTemplates.span");
  const { shortest, longest } = spanOf(template);
  if (template.variables.length === 0)
    return (
      <section className="grid gap-3" aria-label={t("label")}>
        <OneEnd name={t("same")} cut={shortest} id="same" />
      </section>
    );
  return (
    <section className="grid items-start gap-5 md:grid-cols-2" aria-label={t("label")}>
      <OneEnd name={t("shortest")} cut={shortest} id="shortest" />
      <OneEnd name={t("longest")} cut={longest} id="longest" />
    </section>
  );
}

function OneEnd({
  name,
  cut,
  id,
}: {
  readonly name: string;
  readonly cut: Segments | TextFault;
  readonly id: string;
}): ReactNode {
  const t = useTranslations("web.smsWriting");
  if (typeof cut === "string")
    return (
      <p className="text-small text-soft">
        <strong>{name}</strong> {t(`faults.${cut}`, { parts: PARTS_MAX })}
      </p>
    );
  return (
    <div className="grid min-w-0 gap-2">
      <p className="text-small" data-span={`${id} ${cut.coding} ${cut.parts.length}`}>
        <strong>{name}</strong>
        {` · ${t("partsOf", { count: cut.parts.length })} · ${t(`coding.${cut.coding}`)}`}
      </p>
      <PartBubbles cut={cut} />
    </div>
  );
}
