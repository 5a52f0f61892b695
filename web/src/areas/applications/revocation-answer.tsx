/** Notice to the holder of a code in a revocation, and the form for the holder's answer before the deadline. */
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { problemOf } from "../../data/problem.ts";
import { useRuleNumber } from "../../data/rule-value.ts";
import type { Application } from "../../data/types.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextArea } from "../../parts/fields.tsx";
import { FileField, type UploadedFile } from "../../parts/file-field.tsx";
import { Notice } from "../../parts/notice.tsx";
import { displayCode } from "../../words/code-block.ts";
import { longDate } from "../../words/dates.ts";
import { useCommand } from "./command.ts";

function AnswerForm({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application.revocation");
  const parts = useTranslations("web.parts");
  const command = useCommand(application);
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  const given = application.form.revocation?.answer ?? null;
  const [text, setText] = useState(given?.text ?? "");
  const [file, setFile] = useState<UploadedFile | null>(
    application.papers.find((one) => one.id === given?.fileId) ?? null,
  );
  const problem = command.error === null ? null : problemOf(command.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    command.mutate({ command: "answer", text, fileId: file?.id ?? null });
  };
  return (
    <form className="grid gap-5" onSubmit={onSubmit} noValidate>
      <h2>{given === null ? t("answerTitle") : t("answerAgain")}</h2>
      <ErrorSummary
        lines={problem?.code === "answer-missing" ? [{ field: "answer", message: problem.message }] : []}
        problem={problem}
      />
      <TextArea
        name="answer"
        label={t("answer")}
        hint={t("answerHint")}
        rows={6}
        maxLength={2000}
        error={problem?.code === "answer-missing" ? problem.message : undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <FileField
        name="answerFile"
        label={t("answerFile")}
        hint={t("answerFileHint")}
        purpose="letter"
        megabytesMax={megabytesMax}
        value={file}
        onChange={setFile}
      />
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={command.isPending}>
        {command.isPending ? parts("working") : t("sendAnswer")}
      </BusyButton>
      <p role="status">{command.isSuccess ? t("answerSent") : ""}</p>
    </form>
  );
}

/** The consequences, the deadline and the form. */
export function RevocationAnswer({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application.revocation");
  const locale = useLocale();
  const { revocation, code } = application.form;
  if (revocation === null) return null;
  const isOver = ["approved", "rejected", "withdrawn"].includes(application.state);
  if (isOver) return null;
  const due = longDate(revocation.answerDue, locale);
  return (
    <div className="grid gap-6">
      <Notice tone="wait" title={t("told", { code: displayCode(code) })}>
        <p>{application.commands.includes("answer") ? t("toldText", { due }) : t("toldOver", { due })}</p>
      </Notice>
      {application.commands.includes("answer") ? <AnswerForm application={application} /> : null}
    </div>
  );
}
