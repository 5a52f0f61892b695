/** Actions on a ticket: change status, add a note, assign, edit. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import {
  LIMITS,
  MOVES,
  NEEDS_WORD,
  type TicketState,
} from "../../../../src/service/acd/tickets/ticket-limits.shared.ts";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, SelectField, TextArea } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting } from "../../parts/notice.tsx";
import { choicesQuery, TICKETS_KEY, ticketQuery, type WholeTicket } from "./ticket-data.ts";
import { matterOf, renewed, type TicketFields, TicketForm, WhoseFields } from "./ticket-form.tsx";

interface ActProps {
  readonly ticket: WholeTicket;
  readonly onClose: () => void;
}

/** Sends a change, refetches tickets and continues; after a conflict with another user's change, tickets are refetched too. */
function useActing<Wish>(send: (wish: Wish) => Promise<unknown>, onDone: () => void, onStale?: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: TICKETS_KEY });
      onDone();
    },
    onError: async (error) => {
      if (problemOf(error).code !== "ticket-stale") return;
      await cache.invalidateQueries({ queryKey: TICKETS_KEY });
      onStale?.();
    },
  });
}

/**
 * The version of the ticket when the dialog opened: a version refetched while the dialog is open has not been seen by
 * the user. The second value switches to the newest version, once the user has been informed of the change.
 */
function useSeen(ticket: WholeTicket) {
  const cache = useQueryClient();
  const [seen, setSeen] = useState(ticket);
  const seeNewest = (): WholeTicket => {
    const newest = cache.getQueryData(ticketQuery(ticket.id).queryKey) ?? seen;
    setSeen(newest);
    return newest;
  };
  return [seen, seeNewest] as const;
}

/** The actions that the ticket's status permits, and the form for notes. */
export function TicketActions({ ticket }: { readonly ticket: WholeTicket }): ReactNode {
  const t = useTranslations("web.tickets.one");
  const [open, setOpen] = useState<TicketState | "assign" | "change" | null>(null);
  const close = (): void => setOpen(null);
  const isClosed = ticket.state === "closed";
  return (
    <section className="card grid gap-5 p-5" aria-label={t("move")}>
      <div className="flex flex-wrap gap-2">
        {MOVES[ticket.state].map((to, nth) => (
          <button
            key={to}
            type="button"
            className={nth === 0 ? "button button-main" : "button"}
            onClick={() => setOpen(to)}
          >
            {t(`moves.${to}`)}
          </button>
        ))}
        {isClosed ? null : (
          <>
            <button type="button" className="button" onClick={() => setOpen("assign")}>
              {t("assign")}
            </button>
            <button type="button" className="button" onClick={() => setOpen("change")}>
              {t("change")}
            </button>
          </>
        )}
      </div>
      <NoteForm key={`${ticket.id} ${isClosed}`} ticket={ticket} />
      {open === null ? null : open === "assign" ? (
        <AssignDialog ticket={ticket} onClose={close} />
      ) : open === "change" ? (
        <ChangeDialog ticket={ticket} onClose={close} />
      ) : (
        <MoveDialog ticket={ticket} to={open} onClose={close} />
      )}
    </section>
  );
}

function MoveDialog({ ticket, to, onClose }: ActProps & { readonly to: TicketState }): ReactNode {
  const t = useTranslations("web.tickets.one");
  const parts = useTranslations("web.parts");
  const [text, setText] = useState("");
  const [wishId] = useState(() => crypto.randomUUID());
  const needsWord = NEEDS_WORD.includes(to);
  const [seen, seeNewest] = useSeen(ticket);
  const send = () => {
    const body = { wishId, expectedVersion: seen.version, to, text: text.trim() };
    return read(api.POST("/api/service/tickets/{id}/moves", { params: { path: { id: ticket.id } }, body }));
  };
  const moving = useActing(send, onClose, seeNewest);
  const { lines, problem, faultOf, isFree } = useFormFaults(moving.error);
  const label = needsWord ? t("word") : t("wordOptional");
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const isMissing = needsWord && text.trim() === "";
    if (isFree(isMissing ? [{ field: "text", message: parts("required", { field: label }) }] : []))
      moving.mutate(undefined);
  };
  return (
    <Dialog title={t(`moves.${to}`)} onClose={onClose}>
      <form noValidate className="grid gap-5" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <TextArea
          name="text"
          label={label}
          hint={to === "waiting" ? t("wordWaiting") : to === "solved" ? t("wordSolved") : undefined}
          error={faultOf("text")}
          rows={4}
          maxLength={LIMITS.text}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <Buttons yes={t(`moves.${to}`)} isBusy={moving.isPending} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Buttons({
  yes,
  isBusy,
  onClose,
}: {
  readonly yes: string;
  readonly isBusy: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const parts = useTranslations("web.parts");
  return (
    <div className="flex flex-wrap gap-2">
      <BusyButton type="submit" className="button button-main" isBusy={isBusy}>
        {yes}
      </BusyButton>
      <button type="button" className="button" onClick={onClose}>
        {parts("cancel")}
      </button>
    </div>
  );
}

function AssignDialog({ ticket, onClose }: ActProps): ReactNode {
  const t = useTranslations("web.tickets.one");
  const choices = useQuery(choicesQuery);
  const [seen, seeNewest] = useSeen(ticket);
  const [whose, setWhose] = useState(whoseIs(ticket));
  const [wishId] = useState(() => crypto.randomUUID());
  const send = () => {
    const { assigneeId, queueId } = whose;
    const named = { assigneeId: assigneeId === "" ? null : assigneeId, queueId: queueId === "" ? null : queueId };
    const body = { wishId, expectedVersion: seen.version, ...named };
    return read(api.PUT("/api/service/tickets/{id}/assignment", { params: { path: { id: ticket.id } }, body }));
  };
  const giving = useActing(send, onClose, () =>
    setWhose(renewed(whose, { before: whoseIs(seen), after: whoseIs(seeNewest()) })),
  );
  const { lines, problem, faultOf } = useFormFaults(giving.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    giving.mutate(undefined);
  };
  return (
    <Dialog title={t("assign")} onClose={onClose}>
      <form noValidate className="grid gap-5" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <Awaiting query={choices} lines={2} />
        {choices.data === undefined ? null : (
          <WhoseFields
            choices={choices.data}
            value={whose}
            faultOf={faultOf}
            onChange={(part) => setWhose({ ...whose, ...part })}
          />
        )}
        <Buttons yes={t("assignYes")} isBusy={giving.isPending} onClose={onClose} />
      </form>
    </Dialog>
  );
}

const whoseIs = ({ assigneeId, queueId }: WholeTicket) => ({ assigneeId: assigneeId ?? "", queueId: queueId ?? "" });

/** The form data of a ticket. */
function fieldsOf(ticket: WholeTicket): TicketFields {
  const { categoryId, priority, subject, description, customerName, locale, customerNumber, customerEmail } = ticket;
  return {
    categoryId,
    priority,
    subject,
    description,
    customerName,
    locale,
    assigneeId: "",
    queueId: "",
    customerNumber: customerNumber ?? "",
    customerEmail: customerEmail ?? "",
    hasConsent: ticket.consent !== null,
  };
}

function ChangeDialog({ ticket, onClose }: ActProps): ReactNode {
  const t = useTranslations("web.tickets.form");
  const [seen, seeNewest] = useSeen(ticket);
  const fields = useMemo(() => fieldsOf(seen), [seen]);
  const send = (filled: TicketFields) => {
    const body = { expectedVersion: seen.version, ...matterOf(filled) };
    return read(api.PUT("/api/service/tickets/{id}", { params: { path: { id: ticket.id } }, body }));
  };
  const changing = useActing(send, onClose, seeNewest);
  return (
    <Dialog title={t("change")} onClose={onClose}>
      <TicketForm
        begin={fields}
        newest={fields}
        yes={t("save")}
        hidesWhose
        isPending={changing.isPending}
        error={changing.error}
        onSend={(filled) => changing.mutate(filled)}
        onClose={onClose}
      />
    </Dialog>
  );
}

function NoteForm({ ticket }: { readonly ticket: WholeTicket }): ReactNode {
  const t = useTranslations("web.tickets.one");
  const parts = useTranslations("web.parts");
  const isClosed = ticket.state === "closed";
  const [isPublic, setPublic] = useState(false);
  const [note, setNote] = useState(() => ({ wishId: crypto.randomUUID(), text: "" }));
  const writing = useActing(
    () => {
      const body = { wishId: note.wishId, isPublic, text: note.text.trim() };
      return read(api.POST("/api/service/tickets/{id}/notes", { params: { path: { id: ticket.id } }, body }));
    },
    () => setNote({ wishId: crypto.randomUUID(), text: "" }),
  );
  const { lines, problem, faultOf, isFree } = useFormFaults(writing.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const isMissing = note.text.trim() === "";
    if (isFree(isMissing ? [{ field: "note", message: parts("required", { field: t("note") }) }] : []))
      writing.mutate(undefined);
  };
  return (
    <form noValidate className="grid gap-4" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <TextArea
        name="note"
        label={t("note")}
        error={faultOf("note") ?? faultOf("text")}
        rows={3}
        maxLength={LIMITS.text}
        value={note.text}
        onChange={({ target }) => setNote({ ...note, text: target.value })}
      />
      {isClosed ? null : (
        <SelectField
          name="note-for"
          label={t("noteFor")}
          hint={isPublic ? t("publicHint") : undefined}
          value={isPublic ? "public" : "internal"}
          onChange={({ target }) => setPublic(target.value === "public")}
        >
          <option value="internal">{t("internal")}</option>
          <option value="public">{t("public")}</option>
        </SelectField>
      )}
      <div>
        <BusyButton type="submit" className="button" isBusy={writing.isPending}>
          {t("send")}
        </BusyButton>
      </div>
    </form>
  );
}
