/** Asks for the title of an article that is begun, and goes to it. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { LIMITS } from "../../../../src/service/acd/knowledge/limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { INFORMATION_KEY } from "./information-data.ts";

/** The dialog that begins an article. */
export function BeginArticle({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.information.begin");
  const parts = useTranslations("web.parts");
  const [title, setTitle] = useState("");
  const cache = useQueryClient();
  const navigate = useNavigate();
  const making = useMutation({
    mutationFn: () =>
      read<{ id: string }>(api.POST("/api/service/information/articles", { body: { title: title.trim() } })),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: INFORMATION_KEY });
      await navigate({ to: "/layanan/informasi/$id", params: { id } });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(making.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = title.trim() === "" ? [{ field: "title", message: parts("required", { field: t("title") }) }] : [];
    if (isFree(missing)) making.mutate();
  };
  return (
    <Dialog title={t("heading")} onClose={onClose}>
      <form noValidate className="grid gap-5" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <TextField
          name="title"
          label={t("title")}
          hint={t("titleHint")}
          maxLength={LIMITS.title}
          error={faultOf("title")}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={making.isPending}>
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
