/** Differences between a draft and the live version as text, and publication. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { diffFlows } from "../../../../src/service/flows/ivr/editor/diff-flows.shared.ts";
import { changeWords } from "../../../../src/service/flows/ivr/editor/say-flow.shared.ts";
import { api } from "../../data/client.ts";
import { failure, problemFrom, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { useEditor } from "./editor-context.ts";
import { FindingsList } from "./findings-list.tsx";
import type { FlowAnswer } from "./flows-data.ts";

/** The changes from the live version to the draft. */
function ChangesList({ live }: { readonly live: FlowAnswer["live"] }): ReactNode {
  const t = useTranslations("web.flows.changes");
  const { flow, saying } = useEditor();
  if (live === null) return <p>{t("neverPublished")}</p>;
  const changes = diffFlows(live.flow, flow);
  if (changes.length === 0) return <p>{t("none", { number: String(live.number) })}</p>;
  return (
    <>
      <p className="text-small text-soft">{t("since", { number: String(live.number), count: changes.length })}</p>
      <ul className="list-disc pl-5 [overflow-wrap:anywhere]">
        {changes.map((change, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: changes have no identity
          <li key={nth}>{changeWords(change, saying.words)}</li>
        ))}
      </ul>
    </>
  );
}

/** Compares the draft with the live version. */
export function CompareDialog({
  live,
  onClose,
}: {
  readonly live: FlowAnswer["live"];
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.flows.changes");
  const parts = useTranslations("web.flows.parts");
  return (
    <Dialog title={t("title")} onClose={onClose}>
      <div className="grid gap-4">
        <ChangesList live={live} />
        <button type="button" className="button justify-self-start" onClick={onClose}>
          {parts("close")}
        </button>
      </div>
    </Dialog>
  );
}

/** Publishes the draft when it has no findings. */
export function PublishDialog({
  answer,
  onDone,
  onClose,
}: {
  readonly answer: FlowAnswer;
  readonly onDone: (number: number) => void;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.flows.publish");
  const parts = useTranslations("web.parts");
  const { draft, findings } = useEditor();
  const [note, setNote] = useState("");
  const cache = useQueryClient();
  const publishing = useMutation({
    mutationFn: async () => {
      const expectedVersion = await draft.flush();
      if (expectedVersion === undefined) throw draft.error ?? failure(problemFrom(null, 0));
      const params = { path: { id: answer.id } };
      return read<{ number: number; isNew: boolean }>(
        api.POST("/api/service/flows/{id}/versions", { params, body: { expectedVersion, note } }),
      );
    },
    onSuccess: async ({ number }) => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      onDone(number);
    },
  });
  const isFree = findings.length === 0;
  return (
    <Dialog title={t("title")} onClose={onClose}>
      <div className="grid gap-5">
        {isFree ? <ChangesList live={answer.live} /> : <FindingsList onGo={onClose} />}
        {isFree ? (
          <>
            <p className="max-w-[60ch]">
              {answer.numbers.length === 0
                ? t("noNumbers")
                : t("numbers", { numbers: answer.numbers.join(", "), count: answer.numbers.length })}
            </p>
            <TextArea
              name="note"
              label={t("note")}
              hint={t("noteHint")}
              rows={2}
              maxLength={300}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          </>
        ) : null}
        {publishing.error === null ? null : <FailureNotice error={publishing.error} />}
        <div className="flex flex-wrap gap-2">
          {isFree ? (
            <BusyButton
              type="button"
              className="button button-main"
              isBusy={publishing.isPending}
              onClick={() => publishing.mutate()}
            >
              {t("yes")}
            </BusyButton>
          ) : null}
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
