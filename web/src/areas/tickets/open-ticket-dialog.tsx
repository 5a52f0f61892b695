/** Dialogs that open a ticket: from the list, and from a contact on the agent desktop. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { type ContactTickets, TICKETS_KEY } from "./ticket-data.ts";
import { matterOf, NO_FIELDS, type TicketFields, TicketForm, whoseOf } from "./ticket-form.tsx";

/** Opens a ticket and navigates to it. */
export function OpenTicketDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.tickets.form");
  const cache = useQueryClient();
  const navigate = useNavigate();
  // Created once, so that a repeated request opens one ticket.
  const [id] = useState(() => crypto.randomUUID());
  const opening = useMutation({
    mutationFn: (fields: TicketFields) =>
      read<{ id: string }>(api.POST("/api/service/tickets", { body: { id, ...matterOf(fields), ...whoseOf(fields) } })),
    onSuccess: async (made) => {
      await cache.invalidateQueries({ queryKey: TICKETS_KEY });
      await navigate({ to: "/layanan/tiket/$id", params: { id: made.id } });
    },
  });
  return (
    <Dialog title={t("heading")} onClose={onClose}>
      <TicketForm
        begin={NO_FIELDS}
        yes={t("open")}
        isPending={opening.isPending}
        error={opening.error}
        onSend={(fields) => opening.mutate(fields)}
        onClose={onClose}
      />
    </Dialog>
  );
}

/** Opens a ticket from a contact, with number, name, queue and menu choices prefilled. */
export function ContactTicketDialog({
  contactId,
  begin,
  onMade,
  onClose,
}: {
  readonly contactId: string;
  readonly begin: ContactTickets["begin"];
  readonly onMade: (made: { readonly number: string }) => void;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.tickets.form");
  const cache = useQueryClient();
  const [id] = useState(() => crypto.randomUUID());
  const opening = useMutation({
    mutationFn: (fields: TicketFields) => {
      const { customerNumber: _number, ...matter } = matterOf(fields);
      const body = { id, ...matter, ...whoseOf(fields) };
      const params = { path: { id: contactId } };
      return read<{ number: string }>(api.POST("/api/service/desk/contacts/{id}/tickets", { params, body }));
    },
    onSuccess: async (made) => {
      await cache.invalidateQueries({ queryKey: TICKETS_KEY });
      onMade(made);
    },
  });
  const { customerName, queueId, subject } = begin;
  return (
    <Dialog title={t("heading")} onClose={onClose}>
      <TicketForm
        begin={{ ...NO_FIELDS, customerName, subject, queueId: queueId ?? "" }}
        yes={t("open")}
        hidesNumber
        isPending={opening.isPending}
        error={opening.error}
        onSend={(fields) => opening.mutate(fields)}
        onClose={onClose}
      />
    </Dialog>
  );
}
