import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { SubmitRefusal } from "../delivery/gateway-port.ts";
import { fillTemplate } from "../templates/template.shared.ts";
import { type ApprovedTemplate, isForSender } from "../templates/template.ts";
import type { MessageForm } from "./api-contract.ts";
import type { TemplateVersionRef } from "./intake.ts";

/** A form with its text, and the template of the text. */
interface RenderedText {
  readonly form: MessageForm;
  readonly template: TemplateVersionRef | undefined;
}

/** Why no text could be rendered, and the variable at fault. */
interface TextRefusal {
  readonly code: SubmitRefusal;
  readonly variable?: string;
}

/** The text of a form: its own, or that of an approved template with its values. `templates` has null for a template without an approved version. */
export function makeText(
  form: MessageForm,
  templates: ReadonlyMap<string, ApprovedTemplate | null>,
): Result<RenderedText, TextRefusal> {
  const { template: name, values = {}, text, from, category } = form;
  if (name === undefined) {
    const [variable] = Object.keys(values);
    return variable === undefined
      ? ok({ form, template: undefined })
      : refuse({ code: "template-value-unknown", variable });
  }
  if (text !== "") return refuse({ code: "template-and-text" });
  const template = templates.get(name);
  if (template === undefined) return refuse({ code: "template-unknown" });
  if (template === null) return refuse({ code: "template-not-approved" });
  const { id, version } = template;
  if (!isForSender(template, from)) return refuse({ code: "template-sender" });
  if (category !== template.category) return refuse({ code: "template-category" });
  const filled = fillTemplate(template, values);
  return filled.ok ? ok({ form: { ...form, text: filled.value }, template: { id, version } }) : filled;
}
