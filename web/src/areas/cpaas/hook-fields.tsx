/** The fields of where calls are asked about. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { SelectField, TextField } from "../../parts/fields.tsx";

type Method = "GET" | "POST";

/** Addresses as they are typed; empty for none. */
export interface HookDraft {
  readonly voiceUrl: string;
  readonly voiceMethod: Method;
  readonly fallbackUrl: string;
  readonly fallbackMethod: Method;
}

/** Addresses before anybody typed. */
export const NO_HOOKS: HookDraft = { voiceUrl: "", voiceMethod: "POST", fallbackUrl: "", fallbackMethod: "POST" };

/** Addresses of a row, to be typed on. */
export function hookDraftOf(row: {
  readonly voiceUrl: string | null;
  readonly voiceMethod: Method;
  readonly fallbackUrl: string | null;
  readonly fallbackMethod: Method;
}): HookDraft {
  const { voiceUrl, voiceMethod, fallbackUrl, fallbackMethod } = row;
  return { voiceUrl: voiceUrl ?? "", voiceMethod, fallbackUrl: fallbackUrl ?? "", fallbackMethod };
}

/** Addresses as they are sent. */
export function hookBodyOf({ voiceUrl, fallbackUrl, voiceMethod, fallbackMethod }: HookDraft) {
  const kept = (text: string) => (text.trim() === "" ? null : text.trim());
  return { voiceUrl: kept(voiceUrl), voiceMethod, fallbackUrl: kept(fallbackUrl), fallbackMethod };
}

/** Two addresses, each with how it is asked. */
export function HookFields({
  draft,
  faultOf,
  onChange,
}: {
  readonly draft: HookDraft;
  readonly faultOf: (field: string) => string | undefined;
  readonly onChange: (draft: HookDraft) => void;
}): ReactNode {
  const t = useTranslations("web.cpaas.hook");
  const address = (name: "voiceUrl" | "fallbackUrl") => (
    <TextField
      name={name}
      label={t(name)}
      hint={name === "voiceUrl" ? t("voiceUrlHint") : undefined}
      error={faultOf(name)}
      inputMode="url"
      maxLength={2048}
      placeholder="https://"
      value={draft[name]}
      onChange={({ target }) => onChange({ ...draft, [name]: target.value })}
    />
  );
  const method = (name: "voiceMethod" | "fallbackMethod") => (
    <SelectField
      name={name}
      label={t(name)}
      value={draft[name]}
      onChange={({ target }) => onChange({ ...draft, [name]: target.value === "GET" ? "GET" : "POST" })}
    >
      <option value="POST">POST</option>
      <option value="GET">GET</option>
    </SelectField>
  );
  return (
    <>
      {address("voiceUrl")}
      {method("voiceMethod")}
      {address("fallbackUrl")}
      {method("fallbackMethod")}
    </>
  );
}
