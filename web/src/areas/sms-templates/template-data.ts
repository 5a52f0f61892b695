/** SMS templates as the HTTP API returns them, and their form data. */
import { queryOptions } from "@tanstack/react-query";
import { type TemplateVariable, variablesIn } from "../../../../src/service/messaging/sms/templates/template.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

type List = Answered<"/api/service/sms/templates">;
/** A template in the list. */
export type TemplateRow = List["items"][number];
/** A template with its versions. */
export type Template = Answered<"/api/service/sms/templates/{id}">;
/** A version of a template. */
export type TemplateVersion = Template["versions"][number];
/** The call centre's SMS policy. */
export type SmsSetting = Answered<"/api/service/sms/settings">;

/** Templates by name. */
export const templatesQuery = queryOptions({
  queryKey: ["service", "sms-templates"],
  queryFn: () => read<List>(api.GET("/api/service/sms/templates")),
});

/** One template. */
export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "sms-templates", id],
    queryFn: () => read<Template>(api.GET("/api/service/sms/templates/{id}", { params: { path: { id } } })),
  });

/** The call centre's policy. */
export const smsSettingQuery = queryOptions({
  queryKey: ["service", "sms-settings"],
  queryFn: () => read<SmsSetting>(api.GET("/api/service/sms/settings")),
});

/** The form data of a template. */
export interface TemplateDraft {
  readonly name: string;
  readonly category: TemplateVersion["category"];
  readonly body: string;
  /** Settings of all variables typed so far, by name, so that a variable that is removed and added again keeps its kind. */
  readonly kinds: Readonly<Record<string, { readonly kind: TemplateVariable["kind"]; readonly most: string }>>;
  readonly senders: readonly string[];
}

/** The defaults of a variable. */
export const NEW_VARIABLE = { kind: "plain", most: "30" } as const;

/** The defaults of a new template. */
export const NEW_TEMPLATE: TemplateDraft = { name: "", category: "transactional", body: "", kinds: {}, senders: [] };

/** Form data of a version. */
export function draftOf(name: string, { category, body, variables, senders }: TemplateVersion): TemplateDraft {
  const kinds = variables.map(({ name: one, kind, most }) => [one, { kind, most: String(most) }] as const);
  return { name, category, body, senders, kinds: Object.fromEntries(kinds) };
}

/** The variables of a draft, in the order of its text; an invalid length counts as none. */
export function variablesOf({ body, kinds }: TemplateDraft): readonly TemplateVariable[] {
  return (variablesIn(body) ?? []).map((name) => {
    const { kind, most } = kinds[name] ?? NEW_VARIABLE;
    return { name, kind, most: /^\d{1,3}$/.test(most) ? Number(most) : 0 };
  });
}
