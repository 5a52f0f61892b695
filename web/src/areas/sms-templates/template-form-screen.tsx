/** Creates a template. */
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { Page } from "../../parts/page.tsx";
import { WayBack } from "../evaluations/way-back.tsx";
import { NEW_TEMPLATE, type TemplateDraft, variablesOf } from "./template-data.ts";
import { TemplateForm } from "./template-form.tsx";

/** The screen of `/layanan/pesan/templat/baru`. */
export function NewTemplateScreen(): ReactNode {
  const t = useTranslations("web.smsTemplates");
  const cache = useQueryClient();
  const navigate = useNavigateAfterSave();
  const [draft, setDraft] = useState(NEW_TEMPLATE);
  const saving = useMutation({
    mutationFn: (typed: TemplateDraft) => {
      const { name, category, body, senders } = typed;
      const form = { name, category, body, variables: [...variablesOf(typed)], senders: [...senders] };
      return read<{ id: string }>(api.POST("/api/service/sms/templates", { body: form }));
    },
    onSuccess: async ({ id }) => {
      await navigate({ to: "/layanan/pesan/templat/$id", params: { id } });
      await cache.invalidateQueries({ queryKey: ["service", "sms-templates"] });
    },
  });
  const above = (
    <WayBack>
      <Link to="/layanan/pesan/templat">{t("title")}</Link>
    </WayBack>
  );
  return (
    <Page title={t("newTitle")} lead={t("newLead")} above={above}>
      <TemplateForm
        draft={draft}
        isNew
        isSaving={saving.isPending}
        error={saving.error}
        onChange={setDraft}
        onSave={() => saving.mutate(draft)}
        onCancel={() => void navigate({ to: "/layanan/pesan/templat" })}
      />
    </Page>
  );
}
