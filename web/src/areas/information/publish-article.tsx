/** Publishes the draft of an article: from which day on, until when, and why. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { LIMITS } from "../../../../src/service/acd/knowledge/limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { TextArea, TextField } from "../../parts/fields.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
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
  const form = useSavedForm({
    initial: { inForceFrom: article.today, inForceUntil: "", note: "" },
    faultsOf: (_values, missing) => [missing("inForceFrom", t("from"))],
    save: ({ inForceUntil, ...values }) => {
      const params = { path: { id: article.id } };
      const until = inForceUntil === "" ? null : inForceUntil;
      const body = { ...values, expectedVersion: article.version, inForceUntil: until };
      return read<{ number: number }>(api.POST("/api/service/information/articles/{id}/versions", { params, body }));
    },
    refreshes: INFORMATION_KEY,
    onSaved: onClose,
  });
  return (
    <SavedFormDialog title={t("heading")} form={form} submit={t("yes")} onClose={onClose}>
      <p className="max-w-[60ch]">{t("text")}</p>
      <TextField {...form.text("inForceFrom")} label={t("from")} type="date" />
      <TextField {...form.text("inForceUntil")} label={t("until")} hint={t("untilHint")} type="date" />
      <TextArea {...form.text("note")} label={t("note")} hint={t("noteHint")} rows={2} maxLength={LIMITS.note} />
    </SavedFormDialog>
  );
}
