/** A supervisor's message on a board, shown at once beside the tiles. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { TextField } from "../../parts/fields.tsx";
import { FailureNotice } from "../../parts/notice.tsx";

const MESSAGE_MAX = 200;

/** The field and its button; the input is kept after sending. */
export function MessagePart({ id, message }: { readonly id: string; readonly message: string }): ReactNode {
  const t = useTranslations("web.wallboards.message");
  const cache = useQueryClient();
  const [text, setText] = useState(message);
  const saying = useMutation({
    mutationFn: () =>
      read(
        api.PUT("/api/service/wallboards/{id}/message", { params: { path: { id } }, body: { message: text.trim() } }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["service", "wallboards"] }),
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    saying.mutate();
  };
  return (
    <form noValidate className="grid max-w-[70ch] gap-3" onSubmit={onSubmit}>
      <h2>{t("title")}</h2>
      {saying.error === null ? null : <FailureNotice error={saying.error} />}
      <TextField
        name="message"
        label={t("label")}
        hint={t("hint")}
        maxLength={MESSAGE_MAX}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex flex-wrap items-center gap-3">
        <BusyButton type="submit" className="button" isBusy={saying.isPending}>
          {t("say")}
        </BusyButton>
        <p role="status" className="text-soft">
          {saying.isSuccess && text.trim() === message ? t("said") : ""}
        </p>
      </div>
    </form>
  );
}
