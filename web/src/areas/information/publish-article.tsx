/** Publishes the draft of an article: from which day on, until when, and why. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { LIMITS } from "../../../../src/service/acd/knowledge/limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, TextArea, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { type Article, INFORMATION_KEY } from "./information-data.ts";

/** The dialog that publishes an article. */
export function PublishArticle({
  article,
  onClose,
}: {
  readonly article: Article;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.information.publish");
  const parts = useTranslations("web.parts");
  const [form, setForm] = useState({ from: article.today, until: "", note: "" });
  const cache = useQueryClient();
  const publishing = useMutation({
    mutationFn: () => {
      const params = { path: { id: article.id } };
      const inForceUntil = form.until === "" ? null : form.until;
      const body = { expectedVersion: article.version, inForceFrom: form.from, inForceUntil, note: form.note };
      return read<{ number: number }>(api.POST("/api/service/information/articles/{id}/versions", { params, body }));
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: INFORMATION_KEY });
      onClose();
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(publishing.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing =
      form.from === "" ? [{ field: "inForceFrom", message: parts("required", { field: t("from") }) }] : [];
    if (isFree(missing) && !publishing.isPending) publishing.mutate();
  };
  return (
    <Dialog title={t("heading")} onClose={onClose}>
      <form noValidate className="grid gap-5" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <p className="max-w-[60ch]">{t("text")}</p>
        <TextField
          name="inForceFrom"
          label={t("from")}
          type="date"
          error={faultOf("inForceFrom")}
          value={form.from}
          onChange={(event) => setForm({ ...form, from: event.target.value })}
        />
        <TextField
          name="inForceUntil"
          label={t("until")}
          hint={t("untilHint")}
          type="date"
          error={faultOf("inForceUntil")}
          value={form.until}
          onChange={(event) => setForm({ ...form, until: event.target.value })}
        />
        <TextArea
          name="note"
          label={t("note")}
          hint={t("noteHint")}
          rows={2}
          maxLength={LIMITS.note}
          value={form.note}
          onChange={(event) => setForm({ ...form, note: event.target.value })}
        />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={publishing.isPending}>
            {t("yes")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
