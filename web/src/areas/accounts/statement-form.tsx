/** The current holder's statement: submitted once, with or without a document. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useRuleNumber } from "../../data/rule-value.ts";
import type { OwnDispute } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextArea } from "../../parts/fields.tsx";
import { FileField, type UploadedFile } from "../../parts/file-field.tsx";
import { useDraftForm } from "./draft-form.ts";

interface Statement {
  readonly text: string;
  readonly file: UploadedFile | null;
}

/** The form; the input is stored in this browser until it is sent. */
export function StatementForm({ dispute }: { readonly dispute: OwnDispute }): ReactNode {
  const t = useTranslations("web.account");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  const [form, change, forget] = useDraftForm<Statement>(`statement.${dispute.id}`, { text: "", file: null });
  const [isMissing, setMissing] = useState(false);
  const send = useMutation({
    mutationFn: () =>
      read(
        api.POST("/api/disputes/{id}/statement", {
          params: { path: { id: dispute.id } },
          body: { text: form.text.trim(), fileId: form.file?.id ?? null },
        }),
      ),
    onSuccess: async () => {
      forget();
      await cache.invalidateQueries({ queryKey: ["disputes"] });
    },
  });
  const missing = isMissing && form.text.trim() === "" ? t("statementNeeded") : undefined;
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(true);
        if (form.text.trim() !== "") send.mutate();
      }}
    >
      <ErrorSummary
        lines={missing === undefined ? [] : [{ field: "text", message: missing }]}
        problem={send.error === null ? null : problemOf(send.error)}
      />
      <TextArea
        name="text"
        label={t("yourStatement")}
        hint={t("statementHint")}
        rows={6}
        maxLength={2000}
        error={missing}
        value={form.text}
        onChange={(event) => change({ text: event.target.value })}
      />
      <FileField
        name="statementFile"
        label={t("statementFile")}
        hint={parts("optional")}
        format="pernyataan-sengketa"
        purpose="evidence"
        megabytesMax={megabytesMax}
        value={form.file}
        onChange={(file) => change({ file })}
      />
      <p>
        <BusyButton type="submit" className="button button-main" isBusy={send.isPending}>
          {send.isPending ? parts("working") : t("sendStatement")}
        </BusyButton>
      </p>
    </form>
  );
}
