/** The declaration of interest, required before an officer's first action on a case. */
import type { UseMutationResult } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { FailureNotice } from "../../../parts/notice.tsx";
import { useLicenceCommand } from "../licence-data.ts";
import type { Licence } from "../licence-types.ts";

const NOTE_MAX = 2_000;

/** The reader's declaration in this case; null for users who do not have to declare. */
export function interestOf(licence: Licence): "undeclared" | "none" | "declared" | null {
  return licence.interest ?? null;
}

interface InterestFormProps {
  readonly company: string;
  readonly command: Pick<UseMutationResult<unknown, Error, never>, "error" | "isPending">;
  readonly onSend: (declared: { readonly hasInterest: boolean; readonly note: string }) => void;
}

/** The form, with the effect of each answer. */
export function InterestForm({ company, command, onSend }: InterestFormProps): ReactNode {
  const t = useTranslations("web.licenceDesk.interest");
  const [answer, setAnswer] = useState<"none" | "declared" | null>(null);
  const [note, setNote] = useState("");
  const hasInterest = answer === "declared";
  return (
    <form
      className="card tone-wait grid gap-4 border-l-[6px] border-l-[var(--tone)] p-5"
      onSubmit={(event) => {
        event.preventDefault();
        onSend({ hasInterest, note: hasInterest ? note.trim() : "" });
      }}
    >
      <fieldset className="grid gap-3">
        <legend className="text-lead font-semibold">{t("title", { company })}</legend>
        <p className="mt-1 max-w-[70ch] text-soft">{t("text")}</p>
        {(["none", "declared"] as const).map((value) => (
          <label key={value} className="check">
            <input type="radio" name="interest" required checked={answer === value} onChange={() => setAnswer(value)} />
            <span>{t(value)}</span>
          </label>
        ))}
      </fieldset>
      {hasInterest ? (
        <label className="grid max-w-[70ch] gap-1">
          <span className="font-semibold">{t("which")}</span>
          <textarea
            className="input"
            rows={2}
            required
            maxLength={NOTE_MAX}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
      ) : null}
      {command.error === null ? null : <FailureNotice error={command.error} />}
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={command.isPending}>
        {t("send")}
      </BusyButton>
    </form>
  );
}

/** The form on a case; renders nothing when no declaration is required. */
export function InterestCard({ licence }: { readonly licence: Licence }): ReactNode {
  const command = useLicenceCommand(licence);
  if (!licence.commands.includes("declare-interest")) return null;
  return (
    <InterestForm
      company={licence.organisation.name}
      command={command}
      onSend={(declared) => command.mutate({ command: "declare-interest", ...declared })}
    />
  );
}
