/** The versions of a flow with author, time, comment and changes, and the restoration of a version. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { useBeginning } from "../../parts/beginning.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Awaiting, Empty, FailureNotice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { type FlowAnswer, readFlow, type VersionRow, versionQuery, versionsQuery } from "./flows-data.ts";

const SHOWN = 20;

function Changes({ id, number }: { readonly id: string; readonly number: number }): ReactNode {
  const t = useTranslations("web.flows.versions");
  const { data, error, refetch } = useQuery(versionQuery(id, number));
  return (
    <div className="mt-2">
      <Awaiting query={{ data, error, refetch }} lines={2} height={20} />
      {data === undefined ? null : (
        <ul className="list-disc pl-5 text-small [overflow-wrap:anywhere]">
          {data.changes.map((change, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: changes have no identity
            <li key={nth}>{change}</li>
          ))}
          {data.changes.length === 0 ? <li>{t("noChanges")}</li> : null}
        </ul>
      )}
    </div>
  );
}

function RestoreDialog({
  id,
  number,
  before,
  onDone,
  onClose,
}: {
  readonly id: string;
  readonly number: number;
  readonly before: () => Promise<unknown>;
  readonly onDone: (answer: FlowAnswer) => void;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.flows.versions");
  const parts = useTranslations("web.parts");
  const [note, setNote] = useState("");
  const cache = useQueryClient();
  const restoring = useMutation({
    mutationFn: async () => {
      await before();
      const params = { path: { id, number } };
      await read(api.POST("/api/service/flows/{id}/versions/{number}/restoration", { params, body: { note } }));
      return readFlow(id);
    },
    onSuccess: async (answer) => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      onDone(answer);
    },
  });
  return (
    <Dialog title={t("restoreTitle", { number: String(number) })} onClose={onClose}>
      <div className="grid gap-5">
        <p className="max-w-[60ch]">{t("restoreText")}</p>
        <TextArea
          name="note"
          label={t("note")}
          rows={2}
          maxLength={300}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {restoring.error === null ? null : <FailureNotice error={restoring.error} />}
        <div className="flex flex-wrap gap-2">
          <BusyButton
            type="button"
            className="button button-main"
            isBusy={restoring.isPending}
            onClick={() => restoring.mutate()}
          >
            {t("restoreYes")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function VersionCard({
  id,
  row,
  isLive,
  onRestore,
}: {
  readonly id: string;
  readonly row: VersionRow;
  readonly isLive: boolean;
  readonly onRestore: () => void;
}): ReactNode {
  const t = useTranslations("web.flows.versions");
  const locale = useLocale();
  const [isOpen, setOpen] = useState(false);
  const number = String(row.number);
  return (
    <li className="card grid gap-2 p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h3 className="text-lead font-semibold">{isLive ? t("liveVersion", { number }) : t("version", { number })}</h3>
        <p className="text-small text-soft">{t("by", { who: row.publishedBy, at: moment(row.publishedAt, locale) })}</p>
      </div>
      {row.broughtBack === null ? null : (
        <p className="text-small">{t("broughtBack", { number: String(row.broughtBack) })}</p>
      )}
      {row.note === "" ? null : <p className="break-words">{row.note}</p>}
      <div className="flex flex-wrap gap-2">
        <button
          type="button"
          className="button button-small"
          aria-expanded={isOpen}
          aria-label={t("changesOf", { number })}
          onClick={() => setOpen(!isOpen)}
        >
          {t("changes")}
        </button>
        {isLive ? null : (
          <button
            type="button"
            className="button button-small"
            aria-label={t("restoreOf", { number })}
            onClick={onRestore}
          >
            {t("restore")}
          </button>
        )}
      </div>
      {isOpen ? <Changes id={id} number={row.number} /> : null}
    </li>
  );
}

/** The versions, newest first. `onRestored` receives the flow after a version was restored. */
export function VersionsPart({
  id,
  before,
  onRestored,
}: {
  readonly id: string;
  /** Saves unsaved changes first. */
  readonly before: () => Promise<unknown>;
  readonly onRestored: (answer: FlowAnswer) => void;
}): ReactNode {
  const t = useTranslations("web.flows.versions");
  const { data, error, refetch } = useQuery(versionsQuery(id));
  const [restored, setRestored] = useState<number | null>(null);
  const { shown, more } = useBeginning(data?.items ?? [], SHOWN);
  return (
    <div className="grid gap-3">
      <Awaiting query={{ data, error, refetch }} lines={3} height={90} />
      {data !== undefined && data.items.length === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      <ul className="grid gap-3">
        {shown.map((row, nth) => (
          <VersionCard
            key={row.number}
            id={id}
            row={row}
            isLive={nth === 0}
            onRestore={() => setRestored(row.number)}
          />
        ))}
      </ul>
      {more}
      {restored === null ? null : (
        <RestoreDialog
          id={id}
          number={restored}
          before={before}
          onDone={(answer) => {
            setRestored(null);
            onRestored(answer);
          }}
          onClose={() => setRestored(null)}
        />
      )}
    </div>
  );
}
