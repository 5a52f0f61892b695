/** API credentials, shown once. */
import type { ReactNode } from "react";
import { Notice } from "../../parts/notice.tsx";
import { CopyButton } from "../people/copy-button.tsx";

interface OnceSecretProps {
  readonly title: string;
  readonly text: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly copyOf: (name: string) => string;
  readonly done: string;
  readonly onDone: () => void;
}

/** The credentials with copy buttons; `onDone` discards them. The caller provides the texts. */
export function OnceSecret({ title, text, facts, copyOf, done, onDone }: OnceSecretProps): ReactNode {
  return (
    <div className="grid gap-5">
      <Notice tone="wait" title={title}>
        <p>{text}</p>
      </Notice>
      <dl>
        {facts.map(({ name, value }) => (
          <div key={name} className="grid gap-1 border-b border-line py-2 sm:grid-cols-[140px_1fr]">
            <dt className="text-small text-soft">{name}</dt>
            <dd className="flex flex-wrap items-center gap-2">
              <code className="font-semibold break-all select-all">{value}</code>
              <CopyButton text={value} label={copyOf(name)} />
            </dd>
          </div>
        ))}
      </dl>
      <button type="button" className="button button-main justify-self-start" onClick={onDone}>
        {done}
      </button>
    </div>
  );
}
