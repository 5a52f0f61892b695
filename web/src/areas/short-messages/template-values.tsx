/** Fields for the variables of a template, and the resulting text. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cutText, PARTS_MAX } from "../../../../src/service/messaging/sms/intake/segments.shared.ts";
import {
  fillTemplate,
  type TemplateText,
  type ValueFault,
} from "../../../../src/service/messaging/sms/templates/template.shared.ts";
import { TextField } from "../../parts/fields.tsx";
import { PartBubbles } from "./text-preview.tsx";
import { filledText } from "./writing.ts";

type Values = Readonly<Record<string, string>>;

/** The errors in the values, one per variable. */
export function valueFaults(
  values: Values,
  { body, variables }: TemplateText,
): readonly { readonly field: string; readonly code: ValueFault; readonly name: string }[] {
  return variables.flatMap((variable) => {
    const { name } = variable;
    const filled = fillTemplate({ body, variables: [variable] }, { [name]: values[name] ?? "" });
    return filled.ok ? [] : [{ field: `values.${name}`, code: filled.refusal.code, name }];
  });
}

/** The fields, and the resulting text. */
export function TemplateValues({
  template,
  values,
  onChange,
  faultOf,
}: {
  readonly template: TemplateText;
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  readonly faultOf: (field: string) => string | undefined;
}): ReactNode {
  const t = useTranslations("web.smsWriting");
  const cut = cutText(filledText(template, values));
  return (
    <div className="grid gap-4">
      {template.variables.map(({ name, kind, most }) => (
        <TextField
          key={name}
          name={`values.${name}`}
          label={t("valueOf", { name })}
          hint={t(`valueHints.${kind}`, { most })}
          error={faultOf(`values.${name}`)}
          inputMode={kind === "digits" ? "numeric" : "text"}
          autoComplete="off"
          maxLength={most}
          value={values[name] ?? ""}
          onChange={({ target }) => onChange({ ...values, [name]: target.value })}
        />
      ))}
      {typeof cut === "string" ? (
        <p className="text-small text-soft">{t(`faults.${cut}`, { parts: PARTS_MAX })}</p>
      ) : (
        <section className="grid gap-3" aria-label={t("preview")}>
          <p className="text-small" role="status" data-cut={`${cut.coding} ${cut.parts.length} ${cut.left}`}>
            <strong>{t("partsOf", { count: cut.parts.length })}</strong>
            {` · ${t(`coding.${cut.coding}`)} · ${t("left", { count: cut.left })}`}
          </p>
          <PartBubbles cut={cut} />
        </section>
      )}
    </div>
  );
}
