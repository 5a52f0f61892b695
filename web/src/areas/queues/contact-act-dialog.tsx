/** A supervisor's actions on a waiting contact: move it to another queue, assign it to an available agent, or end the call. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { QueueBoard } from "../../../../src/service/acd/queues/contract.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField } from "../../parts/fields.tsx";
import { answered } from "./act-order.ts";
import { ActOutcome } from "./act-outcome.tsx";
import type { BoardContact } from "./board-view.ts";
import type { AgentCommand, ContactAct } from "./queue-data.ts";

/** Sends a command and waits for the result from the switch. */
function ordered(contactId: string, act: ContactAct): Promise<AgentCommand> {
  const order = read<AgentCommand>(
    api.POST("/api/service/contacts/{id}/acts", {
      params: { path: { id: contactId } },
      body: { act, idempotencyKey: crypto.randomUUID() },
    }),
  );
  return answered(order, (actId) =>
    read(api.GET("/api/service/contacts/{id}/acts/{actId}", { params: { path: { id: contactId, actId } } })),
  );
}

/** The dialog of one contact; open while mounted. */
export function ContactActDialog({
  contact,
  board,
  onClose,
}: {
  readonly contact: BoardContact;
  readonly board: QueueBoard;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.queues.arrange");
  const parts = useTranslations("web.parts");
  const acting = useMutation({
    mutationFn: (act: ContactAct) => ordered(contact.contactId, act),
    onSuccess: ({ state }) => {
      if (state === "done") onClose();
    },
  });
  return (
    <Dialog title={t("title", { caller: contact.caller })} onClose={onClose}>
      <div className="grid gap-5">
        <ActOutcome acting={acting} />
        <Choice
          name="queue"
          label={t("queue")}
          hint={t("queueHint")}
          none={t("noQueue")}
          yes={t("send")}
          choices={board.queues.filter(({ id, isOpen }) => isOpen && id !== contact.queueId)}
          isBusy={acting.isPending}
          onChoose={(queueId) => acting.mutate({ act: "send", queueId })}
        />
        <Choice
          name="agent"
          label={t("agent")}
          hint={t("agentHint")}
          none={t("noAgent")}
          yes={t("give")}
          choices={board.agents
            .filter(({ state }) => state === "available")
            .map(({ agentId, name }) => ({ id: agentId, name }))}
          isBusy={acting.isPending}
          onChoose={(agentId) => acting.mutate({ act: "give", agentId })}
        />
        <div>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  /** The text for an empty selection. */
  readonly none: string;
  readonly yes: string;
  readonly choices: readonly { readonly id: string; readonly name: string }[];
  readonly isBusy: boolean;
  readonly onChoose: (id: string) => void;
}

/** A selection with its button. A choice that has disappeared from the options is deselected. */
function Choice({ name, label, hint, none, yes, choices, isBusy, onChoose }: ChoiceProps): ReactNode {
  const [asked, setAsked] = useState("");
  const chosen = (choices.find(({ id }) => id === asked) ?? choices[0])?.id;
  if (chosen === undefined) return <p className="text-soft">{none}</p>;
  return (
    <div className="grid gap-2">
      <SelectField
        name={name}
        label={label}
        hint={hint}
        value={chosen}
        onChange={({ target }) => setAsked(target.value)}
      >
        {choices.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </SelectField>
      <BusyButton type="button" className="button justify-self-start" isBusy={isBusy} onClick={() => onChoose(chosen)}>
        {yes}
      </BusyButton>
    </div>
  );
}
