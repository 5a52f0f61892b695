/** Plans a callback during a contact. The form is shown beside the call, never over it; the input is stored in the browser. */
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../../data/client.ts";
import { dropDraft, keepDraft, readDraft } from "../../../data/drafts.ts";
import { read } from "../../../data/problem.ts";
import { useMutation } from "../../../data/use-mutation.ts";
import { Awaiting } from "../../../parts/notice.tsx";
import { type CallbackDraft, callbacksQuery } from "./callback-data.ts";
import { CallbackForm } from "./callback-form.tsx";

interface StoredDraft {
  readonly contactId: string;
  readonly draft: CallbackDraft;
}

const KEY = "desk-callback";

interface PlanCallbackProps {
  readonly contactId: string;
  /** The queue of the contact, preselected in the form. */
  readonly queueId: string | null;
}

/** A button that opens the form below it; the form opens automatically when there is a stored draft for this contact. */
export function PlanCallback({ contactId, queueId }: PlanCallbackProps): ReactNode {
  const t = useTranslations("web.agentDesk.callbacks");
  const kept = readDraft<StoredDraft>(KEY);
  const typed = kept?.contactId === contactId ? kept.draft : null;
  const [isOpen, setIsOpen] = useState(typed !== null);
  const [isPlanned, setIsPlanned] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = (): void => {
    dropDraft(KEY);
    setIsOpen(false);
    button.current?.focus();
  };
  return (
    <section className="grid gap-3" aria-label={t("planTitle")}>
      <div className="flex flex-wrap items-center gap-3">
        <button
          ref={button}
          type="button"
          className="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => {
            setIsPlanned(false);
            if (isOpen) close();
            else setIsOpen(true);
          }}
        >
          {t("planOpen")}
        </button>
        <Link to="/layanan/meja/telepon-balik">{t("toList")}</Link>
        <p role="status" className="text-small text-soft">
          {isPlanned ? t("saved") : ""}
        </p>
      </div>
      <div id={id} hidden={!isOpen}>
        {isOpen ? (
          <Planning
            contactId={contactId}
            queueId={queueId}
            typed={typed}
            onClose={close}
            onPlanned={() => {
              setIsPlanned(true);
              close();
            }}
          />
        ) : null}
      </div>
    </section>
  );
}

function Planning({
  contactId,
  queueId,
  typed,
  onPlanned,
  onClose,
}: PlanCallbackProps & {
  readonly typed: CallbackDraft | null;
  readonly onPlanned: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const cache = useQueryClient();
  const found = useInfiniteQuery(callbacksQuery("mine", "open"));
  const choices = found.data?.pages[0];
  const [draft, setDraft] = useState(typed);
  const change = (next: CallbackDraft): void => {
    setDraft(next);
    const kept: StoredDraft = { contactId, draft: next };
    keepDraft(KEY, kept);
  };
  const planning = useMutation({
    mutationFn: ({ number, ...body }: CallbackDraft & { readonly isConfirmed: boolean }) =>
      read(
        api.POST("/api/service/desk/contacts/{id}/callback", {
          params: { path: { id: contactId } },
          body: { ...body, number: number.trim() === "" ? null : number },
        }),
      ),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service", "callbacks"] });
      onPlanned();
    },
  });
  if (choices === undefined) return <Awaiting query={found} lines={4} height={200} />;
  const served = choices.queues.find(({ id }) => id === queueId)?.isServed ?? false;
  const shown: CallbackDraft = draft ?? {
    id: crypto.randomUUID(),
    ...choices.soon,
    number: "",
    note: "",
    triesMax: 2,
    queueId: choices.queues.find(({ id }) => id === queueId)?.id ?? "",
    isOwn: served,
  };
  if (draft === null) setDraft(shown);
  return (
    <CallbackForm
      choices={choices}
      onClose={onClose}
      draft={shown}
      onChange={change}
      promise="mine"
      isNew
      error={planning.error}
      isBusy={planning.isPending}
      onSave={(isConfirmed) => planning.mutate({ ...shown, isConfirmed })}
    />
  );
}
