/** Records the registration of a sender id at a carrier, and the proof of ownership of a protected name. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import {
  type CarrierRow,
  type InstallationSender,
  installationSendersQuery,
  type Registration,
} from "./carrier-data.ts";

const STATES = [
  ...(["draft", "submitted", "approved", "rejected", "suspended"] as const),
] as const satisfies readonly Registration["state"][];

const LETTER_LENGTH_MAX = 120;
const NOTE_LENGTH_MAX = 300;
const PROOF_LENGTH_MAX = 200;

function Buttons({ isBusy, onClose }: { readonly isBusy: boolean; readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.smsCarriers.senders");
  const parts = useTranslations("web.parts");
  return (
    <div className="flex flex-wrap gap-2">
      <BusyButton type="submit" className="button button-main" isBusy={isBusy}>
        {t("save")}
      </BusyButton>
      <button type="button" className="button" onClick={onClose}>
        {parts("cancel")}
      </button>
    </div>
  );
}

/** The registration of a sender id at one carrier. */
export function RegistrationDialog({
  sender,
  carrier,
  registration,
  onClose,
}: {
  readonly sender: InstallationSender;
  readonly carrier: CarrierRow;
  readonly registration: Registration | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.smsCarriers.senders");
  const cache = useQueryClient();
  const [draft, setDraft] = useState({
    state: registration?.state ?? ("submitted" as const),
    letter: registration?.letter ?? "",
    note: registration?.note ?? "",
    validUntil: registration?.validUntil ?? "",
  });
  const keeping = useMutation({
    mutationFn: ({ state, letter, note, validUntil }: typeof draft) => {
      const params = { path: { id: sender.id, carrierId: carrier.id } };
      const until = validUntil === "" ? null : validUntil;
      const body = { state, letter: letter.trim(), note: note.trim(), validUntil: until };
      return read(api.PUT("/api/service/sms/registrations/{id}/{carrierId}", { params, body }));
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: installationSendersQuery.queryKey });
      onClose();
    },
  });
  const { lines, problem, faultOf } = useFormFaults(keeping.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    keeping.mutate(draft);
  };
  return (
    <Dialog title={t("noteTitle", { value: sender.value, carrier: carrier.name })} onClose={onClose}>
      <form noValidate className="grid gap-4" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <SelectField
          name="state"
          label={t("state")}
          error={faultOf("state")}
          value={draft.state}
          onChange={({ target }) => setDraft({ ...draft, state: target.value as Registration["state"] })}
        >
          {STATES.map((state) => (
            <option key={state} value={state}>
              {t(`states.${state}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          name="letter"
          label={t("letter")}
          error={faultOf("letter")}
          maxLength={LETTER_LENGTH_MAX}
          value={draft.letter}
          onChange={({ target }) => setDraft({ ...draft, letter: target.value })}
        />
        <TextArea
          name="note"
          label={t("noteText")}
          hint={t("noteHint")}
          error={faultOf("note")}
          rows={3}
          maxLength={NOTE_LENGTH_MAX}
          value={draft.note}
          onChange={({ target }) => setDraft({ ...draft, note: target.value })}
        />
        <TextField
          type="date"
          name="validUntil"
          label={t("validUntil")}
          error={faultOf("validUntil")}
          value={draft.validUntil}
          onChange={({ target }) => setDraft({ ...draft, validUntil: target.value })}
        />
        <Buttons isBusy={keeping.isPending} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** The evidence that the name belongs to the call centre. */
export function ProofDialog({
  sender,
  onClose,
}: {
  readonly sender: InstallationSender;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.smsCarriers.senders");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [ownerProof, setProof] = useState("");
  const keeping = useMutation({
    mutationFn: (proof: string) => {
      const params = { path: { id: sender.id } };
      return read(api.PUT("/api/service/sms/registrations/{id}/proof", { params, body: { ownerProof: proof } }));
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: installationSendersQuery.queryKey });
      onClose();
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(keeping.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = { field: "ownerProof", message: parts("required", { field: t("proof") }) };
    if (isFree(ownerProof.trim() === "" ? [missing] : [])) keeping.mutate(ownerProof.trim());
  };
  return (
    <Dialog title={t("proofOf", { value: sender.value })} onClose={onClose}>
      <form noValidate className="grid gap-4" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <TextField
          name="ownerProof"
          label={t("proof")}
          hint={t("proofHint")}
          error={faultOf("ownerProof")}
          maxLength={PROOF_LENGTH_MAX}
          value={ownerProof}
          onChange={({ target }) => setProof(target.value)}
        />
        <Buttons isBusy={keeping.isPending} onClose={onClose} />
      </form>
    </Dialog>
  );
}
