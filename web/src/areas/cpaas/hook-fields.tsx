/** Fields for the webhook and status callback URLs of calls and messages. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { SelectField, TextField } from "../../parts/fields.tsx";
import type { SavedForm } from "../../parts/saved-form.tsx";

type Method = "GET" | "POST";

/** The purpose of a URL. */
type Hook = "voice" | "fallback" | "status" | "sms" | "smsFallback";

/** URLs with their HTTP methods as typed; empty for none. */
export type HookDraft = Readonly<Record<`${Hook}Url`, string> & Record<`${Hook}Method`, Method>>;

type HookRow = Readonly<
  Record<`${"voice" | "fallback" | "status"}Url`, string | null> &
    Record<`${"voice" | "fallback" | "status"}Method`, Method> &
    Partial<Record<`${"sms" | "smsFallback"}Url`, string | null>> &
    Partial<Record<`${"sms" | "smsFallback"}Method`, Method>>
>;

type NumberRow = HookRow & { readonly applicationId: string | null; readonly fallbackQueueId: string | null };

/** URLs of a new number or application. */
export const NO_HOOKS: HookDraft = {
  voiceUrl: "",
  voiceMethod: "POST",
  fallbackUrl: "",
  fallbackMethod: "POST",
  statusUrl: "",
  statusMethod: "POST",
  smsUrl: "",
  smsMethod: "POST",
  smsFallbackUrl: "",
  smsFallbackMethod: "POST",
};

/** The URLs of a row, for editing. */
export function hookDraftOf(row: HookRow): HookDraft {
  const { voiceMethod, fallbackMethod, statusMethod, smsMethod = "POST", smsFallbackMethod = "POST" } = row;
  return {
    voiceUrl: row.voiceUrl ?? "",
    voiceMethod,
    fallbackUrl: row.fallbackUrl ?? "",
    fallbackMethod,
    statusUrl: row.statusUrl ?? "",
    statusMethod,
    smsUrl: row.smsUrl ?? "",
    smsMethod,
    smsFallbackUrl: row.smsFallbackUrl ?? "",
    smsFallbackMethod,
  };
}

const trimmedOrNull = (text: string) => (text.trim() === "" ? null : text.trim());

/** The URLs for calls as sent to the server. */
export function hookBodyOf({ voiceMethod, fallbackMethod, statusMethod, ...draft }: HookDraft) {
  return {
    voiceUrl: trimmedOrNull(draft.voiceUrl),
    voiceMethod,
    fallbackUrl: trimmedOrNull(draft.fallbackUrl),
    fallbackMethod,
    statusUrl: trimmedOrNull(draft.statusUrl),
    statusMethod,
  };
}

/** The URLs for messages as sent to the server. */
function smsBodyOf({ smsUrl, smsMethod, smsFallbackUrl, smsFallbackMethod }: HookDraft) {
  return { smsUrl: trimmedOrNull(smsUrl), smsMethod, smsFallbackUrl: trimmedOrNull(smsFallbackUrl), smsFallbackMethod };
}

/**
 * The changed fields of a number's form only: values set through the API since are preserved, and no error is
 * reported for a field that the user cannot see.
 */
export function changesOf(
  row: NumberRow,
  {
    hooks,
    applicationId,
    fallbackQueueId,
  }: { readonly hooks: HookDraft } & Pick<NumberRow, "applicationId" | "fallbackQueueId">,
) {
  const before = hookDraftOf(row);
  const isOwn = applicationId === null;
  return {
    ...changed(
      { applicationId, fallbackQueueId },
      { applicationId: row.applicationId, fallbackQueueId: row.fallbackQueueId },
    ),
    // An application has its own URLs; those of the number are hidden then.
    ...(isOwn ? changed(hookBodyOf(hooks), hookBodyOf(before)) : {}),
    ...changed(smsBodyOf(hooks), smsBodyOf(before)),
  };
}

/** The changed fields of an application, all of whose fields are visible. */
export function hookChangesOf(row: HookRow, hooks: HookDraft) {
  return changed(hookBodyOf(hooks), hookBodyOf(hookDraftOf(row)));
}

function changed<Body extends object>(body: Body, before: Body): Partial<Body> {
  const isNew = ([name, value]: [string, unknown]) => value !== before[name as keyof Body];
  return Object.fromEntries(Object.entries(body).filter(isNew)) as Partial<Body>;
}

interface HookFieldsProps {
  readonly form: Pick<SavedForm<HookDraft>, "text">;
}

/** The voice webhook, its fallback, and the status callback. */
export function HookFields(props: HookFieldsProps): ReactNode {
  const t = useTranslations("web.cpaas.hook");
  return (
    <>
      <Address {...props} of="voice" hint={t("voiceUrlHint")} />
      <Address {...props} of="fallback" />
      <Address {...props} of="status" hint={t("statusUrlHint")} />
    </>
  );
}

/** The webhook for inbound messages, and its fallback. */
export function SmsFields(props: HookFieldsProps & { readonly hasMessages: boolean }): ReactNode {
  const t = useTranslations("web.cpaas.hook");
  return (
    <>
      <Address {...props} of="sms" hint={t(props.hasMessages ? "smsUrlHint" : "smsUrlNone")} />
      <Address {...props} of="smsFallback" />
    </>
  );
}

/** A URL with its HTTP method. */
function Address({ of, hint, form }: HookFieldsProps & { readonly of: Hook; readonly hint?: string }): ReactNode {
  const t = useTranslations("web.cpaas.hook");
  const [url, method] = [`${of}Url`, `${of}Method`] as const;
  return (
    <>
      <TextField
        {...form.text(url)}
        label={t(url)}
        hint={hint}
        inputMode="url"
        maxLength={2048}
        placeholder="https://"
      />
      <SelectField {...form.text(method)} label={t(method)}>
        <option value="POST">POST</option>
        <option value="GET">GET</option>
      </SelectField>
    </>
  );
}
