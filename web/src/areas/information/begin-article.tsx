/** Asks for the title of an article that is begun, and goes to it. */
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { LIMITS } from "../../../../src/service/acd/knowledge/limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { TextField } from "../../parts/fields.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import { INFORMATION_KEY } from "./information-data.ts";

/** The dialog that creates an article. */
export function BeginArticle({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.information.begin");
  const navigate = useNavigate();
  const form = useSavedForm({
    initial: { title: "" },
    faultsOf: (_values, missing) => [missing("title", t("title"))],
    save: ({ title }) =>
      read<{ readonly id: string }>(api.POST("/api/service/information/articles", { body: { title: title.trim() } })),
    refreshes: INFORMATION_KEY,
    onSaved: ({ id }) => navigate({ to: "/layanan/informasi/$id", params: { id } }),
  });
  return (
    <SavedFormDialog title={t("heading")} form={form} submit={t("yes")} onClose={onClose}>
      <TextField {...form.text("title")} label={t("title")} hint={t("titleHint")} maxLength={LIMITS.title} />
    </SavedFormDialog>
  );
}
