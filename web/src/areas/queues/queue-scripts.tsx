/** Call scripts for agents, one per queue. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { SelectField, TextArea } from "../../parts/fields.tsx";
import { Awaiting, FailureNotice } from "../../parts/notice.tsx";
import { type QueueScript, queueScriptQuery } from "./choice-data.ts";
import { queuesQuery } from "./queue-data.ts";

const SCRIPT_MAX = 4_000;

/** The section: selects a queue and edits its script. */
export function QueueScripts(): ReactNode {
  const t = useTranslations("web.queues.scripts");
  const queues = useQuery(queuesQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const queueId = chosen ?? queues.data?.items[0]?.id;
  return (
    <section className="grid gap-3" aria-labelledby="queue-scripts">
      <div>
        <h2 id="queue-scripts">{t("title")}</h2>
        <p className="mt-1 max-w-[70ch] text-soft">{t("lead")}</p>
      </div>
      <Awaiting query={queues} lines={2} />
      {queues.data?.items.length === 0 ? <p className="text-soft">{t("noQueues")}</p> : null}
      {queueId === undefined ? null : (
        <>
          <SelectField
            name="script-queue"
            label={t("queue")}
            value={queueId}
            onChange={(event) => setChosen(event.target.value)}
          >
            {queues.data?.items.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <Script key={queueId} queueId={queueId} />
        </>
      )}
    </section>
  );
}

function Script({ queueId }: { readonly queueId: string }): ReactNode {
  const found = useQuery(queueScriptQuery(queueId));
  return (
    <>
      <Awaiting query={found} lines={4} />
      {found.data === undefined ? null : <ScriptForm key={found.data.version} queueId={queueId} kept={found.data} />}
    </>
  );
}

function ScriptForm({ queueId, kept }: { readonly queueId: string; readonly kept: QueueScript }): ReactNode {
  const t = useTranslations("web.queues.scripts");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [script, setScript] = useState(kept.script);
  const keeping = useMutation({
    mutationFn: (text: string) => {
      const params = { path: { id: queueId } };
      const body = { script: text, expectedVersion: kept.version };
      return read(api.PUT("/api/service/queues/{id}/script", { params, body }));
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: queueScriptQuery(queueId).queryKey }),
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    keeping.mutate(script);
  };
  return (
    <form noValidate className="grid max-w-[70ch] gap-3" onSubmit={onSubmit}>
      <TextArea
        name="queue-script"
        label={t("script")}
        hint={t("hint")}
        rows={8}
        maxLength={SCRIPT_MAX}
        value={script}
        onChange={(event) => setScript(event.target.value)}
      />
      {keeping.error === null ? null : <FailureNotice error={keeping.error} />}
      <BusyButton
        type="submit"
        className="button button-main justify-self-start"
        isBusy={keeping.isPending}
        disabled={script === kept.script}
      >
        {keeping.isPending ? parts("working") : t("save")}
      </BusyButton>
    </form>
  );
}
