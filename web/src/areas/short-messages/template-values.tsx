/** The places of a template, to be typed in, and what becomes of it on its way. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cutText, PARTS_MAX } from "../../../../src/service/messaging/segments.shared.ts";
import { fillTemplate, type ValueFault } from "../../../../src/service/messaging/template.shared.ts";
import { TextField } from "../../parts/fields.tsx";
import { PartBubbles } from "./text-preview.tsx";
import { type Draft, textOf, valuesOf, type Writing, type WritingTemplate } from "./writing.ts";

/** What is wrong with the values of a draft, one line for each variable. */
export function valueFaults(
  draft: Draft,
  { body, variables }: WritingTemplate,
): readonly { readonly field: string; readonly code: ValueFault; readonly name: string }[] {
  const values = valuesOf(draft, { variables });
  return variables.flatMap((variable) => {
    const { name } = variable;
    const filled = fillTemplate({ body, variables: [variable] }, { [name]: values[name] ?? "" });
    return filled.ok ? [] : [{ field: `values.${name}`, code: filled.refusal.code, name }];
  });
}

/** The fields, and the text with them. */
export function TemplateValues({
  draft,
  writing,
  template,
  set,
  faultOf,
}: {
  readonly draft: Draft;
  readonly writing: Writing;
  readonly template: WritingTemplate;
  readonly set: (change: Partial<Draft>) => void;
  readonly faultOf: (field: string) => string | undefined;
}): ReactNode {
  const t = useTranslations("web.smsWriting");
  const cut = cutText(textOf(draft, writing));
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
          value={draft.values[name] ?? ""}
          onChange={({ target }) => set({ values: { ...draft.values, [name]: target.value } })}
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
