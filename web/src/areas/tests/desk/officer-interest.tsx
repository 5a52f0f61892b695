/** The declaration of interest, required before an officer's first action on a test. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { TextArea } from "../../../parts/fields.tsx";
import { FailureNotice } from "../../../parts/notice.tsx";
import { useTestCommand } from "../test-data.ts";
import type { Test } from "../test-types.ts";

const NOTE_MAX = 2_000;

/** The form with the effect of each answer; renders nothing when no declaration is required. */
export function OfficerInterest({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.testDesk.interest");
  const command = useTestCommand(test);
  const [answer, setAnswer] = useState<"none" | "declared" | null>(null);
  const [note, setNote] = useState("");
  if (test.interest !== "undeclared" || !test.commands.includes("declare-interest")) return null;
  const hasInterest = answer === "declared";
  return (
    <form
      className="card tone-wait grid gap-4 border-l-[6px] border-l-[var(--tone)] p-5"
      onSubmit={(event) => {
        event.preventDefault();
        command.mutate({ command: "declare-interest", hasInterest, note: hasInterest ? note.trim() : "" });
      }}
    >
      <fieldset className="grid gap-3">
        <legend className="text-lead font-semibold">{t("title", { company: test.organisation.name })}</legend>
        <p className="mt-1 max-w-[70ch] text-soft">{t("text")}</p>
        {(["none", "declared"] as const).map((value) => (
          <label key={value} className="check min-h-11">
            <input type="radio" name="interest" required checked={answer === value} onChange={() => setAnswer(value)} />
            <span>{t(value)}</span>
          </label>
        ))}
      </fieldset>
      {hasInterest ? (
        <TextArea
          name="which"
          label={t("which")}
          rows={2}
          required
          maxLength={NOTE_MAX}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      ) : null}
      {command.error === null ? null : <FailureNotice error={command.error} />}
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={command.isPending}>
        {t("send")}
      </BusyButton>
    </form>
  );
}
