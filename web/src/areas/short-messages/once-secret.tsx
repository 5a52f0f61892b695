/** What a program signs in with, shown this once. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Notice } from "../../parts/notice.tsx";
import { CopyButton } from "../people/copy-button.tsx";

interface OnceSecretProps {
  readonly text: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly onDone: () => void;
}

/** The facts with buttons that copy them; `onDone` forgets them. */
export function OnceSecret({ text, facts, onDone }: OnceSecretProps): ReactNode {
  const t = useTranslations("web.smsSettings");
  return (
    <div className="grid gap-5">
      <Notice tone="wait" title={t("programs.onceTitle")}>
        <p>{text}</p>
      </Notice>
      <dl>
        {facts.map(({ name, value }) => (
          <div key={name} className="grid gap-1 border-b border-line py-2 sm:grid-cols-[140px_1fr]">
            <dt className="text-small text-soft">{name}</dt>
            <dd className="flex flex-wrap items-center gap-2">
              <code className="font-semibold break-all select-all">{value}</code>
              <CopyButton text={value} label={t("copy", { what: name })} />
            </dd>
          </div>
        ))}
      </dl>
      <button type="button" className="button button-main justify-self-start" onClick={onDone}>
        {t("programs.done")}
      </button>
    </div>
  );
}
