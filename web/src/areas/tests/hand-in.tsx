/** Submission of a self-test before the deadline: the letter of assignment and the result. */
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FileField, type UploadedFile } from "../../parts/file-field.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { longDate } from "../../words/dates.ts";
import { useTestCommand } from "./test-data.ts";
import type { Test } from "./test-types.ts";

const MEGABYTES_MAX = 5;

/** The form; renders nothing when submission is not permitted. */
export function HandIn({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.test.handIn");
  const locale = useLocale();
  const command = useTestCommand(test);
  const [letter, setLetter] = useState<UploadedFile | null>(null);
  const [result, setResult] = useState<UploadedFile | null>(null);
  const [isMissing, setMissing] = useState(false);
  if (!test.commands.includes("hand-in")) return null;
  return (
    <form
      className="card grid gap-4 p-5"
      aria-labelledby="hand-in"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(letter === null || result === null);
        if (letter !== null && result !== null)
          command.mutate({ command: "hand-in", taskLetterFileId: letter.id, resultFileId: result.id });
      }}
    >
      <h2 id="hand-in" className="text-lead">
        {t("title")}
      </h2>
      <p className="max-w-[70ch]">{t("text", { day: longDate(test.testDate, locale) })}</p>
      {[
        { name: "taskLetter", value: letter, onChange: setLetter } as const,
        { name: "result", value: result, onChange: setResult } as const,
      ].map(({ name, ...field }) => (
        <FileField
          key={name}
          name={name}
          label={t(name)}
          purpose="test-paper"
          megabytesMax={MEGABYTES_MAX}
          error={isMissing && field.value === null ? t("missing") : undefined}
          {...field}
        />
      ))}
      <Notice tone="info">{t("once")}</Notice>
      {command.error === null ? null : <FailureNotice error={command.error} />}
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={command.isPending}>
        {t("send")}
      </BusyButton>
    </form>
  );
}
