/** Notes on a contact, during the call and afterwards; drafts are never lost. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { DesktopContact } from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { SelectField, TextArea } from "../../parts/fields.tsx";
import { timeOfDay } from "../calls/call-words.ts";
import { emptyNote, isEmptyNote, keepNoteDraft, type NoteDraft, noteDraftOf } from "./note-drafts.ts";

const NOTE_MAX = 2_000;

interface NoteFormProps {
  readonly contactId: string;
  /** The dispositions available for this contact. */
  readonly dispositions: readonly { readonly id: string; readonly name: string }[];
}

function useKeeping(contactId: string, onKept: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: NoteDraft) =>
      read(api.POST("/api/service/desk/contacts/{id}/notes", { params: { path: { id: contactId } }, body })),
    onSuccess: async () => {
      onKept();
      await cache.invalidateQueries({ queryKey: ["service", "desk"] });
    },
  });
}

/** The form; its input survives a reload, the end of the contact and a lost connection. */
export function NoteForm({ contactId, dispositions }: NoteFormProps): ReactNode {
  const t = useTranslations("web.agentDesk");
  const parts = useTranslations("web.parts");
  const [draft, setDraft] = useState(() => noteDraftOf(contactId) ?? emptyNote());
  const change = (part: Partial<NoteDraft>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepNoteDraft(contactId, next);
  };
  const keeping = useKeeping(contactId, () => {
    keepNoteDraft(contactId, emptyNote());
    setDraft(emptyNote());
  });
  const isEmpty = isEmptyNote(draft);
  const save = (): void => {
    if (!isEmpty && !keeping.isPending) keeping.mutate(draft);
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    save();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
  };
  return (
    <form noValidate className="grid content-start gap-4" onSubmit={onSubmit}>
      <SelectField
        name={`disposition-${contactId}`}
        label={t("disposition")}
        value={draft.dispositionId ?? ""}
        onChange={(event) => change({ dispositionId: event.target.value === "" ? null : event.target.value })}
      >
        <option value="">{t("noDisposition")}</option>
        {dispositions.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextArea
        name={`note-${contactId}`}
        label={t("note")}
        hint={t("noteHint")}
        rows={4}
        maxLength={NOTE_MAX}
        value={draft.note}
        readOnly={keeping.isPending}
        error={keeping.error === null ? undefined : problemOf(keeping.error).message}
        onChange={(event) => change({ note: event.target.value })}
        onKeyDown={onKeyDown}
      />
      <div className="flex flex-wrap items-center gap-3">
        <BusyButton type="submit" className="button button-main" isBusy={keeping.isPending} disabled={isEmpty}>
          {keeping.isPending ? parts("working") : t("saveNote")}
        </BusyButton>
        <p role="status" className="text-small text-soft">
          {isEmpty ? (keeping.isSuccess ? t("noteSaved") : "") : t("noteUnsaved")}
        </p>
      </div>
    </form>
  );
}

/** The saved notes of a contact, oldest first. */
export function Notes({
  notes,
  timeZone,
}: {
  readonly notes: DesktopContact["notes"];
  readonly timeZone: string;
}): ReactNode {
  const t = useTranslations("web.agentDesk");
  const locale = useLocale();
  if (notes.length === 0) return null;
  return (
    <ul className="grid gap-2" aria-label={t("written")}>
      {notes.map(({ id, note, disposition, at }) => (
        <li key={id} className="border-l-2 border-line pl-3">
          <p className="text-small text-soft tabular-nums">{timeOfDay(at, timeZone, locale)}</p>
          {disposition === null ? null : <p className="font-semibold [overflow-wrap:anywhere]">{disposition}</p>}
          {note === "" ? null : <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{note}</p>}
        </li>
      ))}
    </ul>
  );
}
