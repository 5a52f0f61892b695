/** Records the registration of a sender id at a carrier, and the proof of ownership of a protected name. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
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
  const form = useSavedForm({
    initial: {
      state: registration?.state ?? ("submitted" as const),
      letter: registration?.letter ?? "",
      note: registration?.note ?? "",
      validUntil: registration?.validUntil ?? "",
    },
    save: ({ state, letter, note, validUntil }) => {
      const params = { path: { id: sender.id, carrierId: carrier.id } };
      const until = validUntil === "" ? null : validUntil;
      const body = { state, letter: letter.trim(), note: note.trim(), validUntil: until };
      return read(api.PUT("/api/service/sms/registrations/{id}/{carrierId}", { params, body }));
    },
    refreshes: installationSendersQuery.queryKey,
    onSaved: onClose,
  });
  const title = t("noteTitle", { value: sender.value, carrier: carrier.name });
  return (
    <SavedFormDialog title={title} form={form} submit={t("save")} onClose={onClose}>
      <SelectField {...form.text("state")} label={t("state")}>
        {STATES.map((state) => (
          <option key={state} value={state}>
            {t(`states.${state}`)}
          </option>
        ))}
      </SelectField>
      <TextField {...form.text("letter")} label={t("letter")} maxLength={LETTER_LENGTH_MAX} />
      <TextArea
        {...form.text("note")}
        label={t("noteText")}
        hint={t("noteHint")}
        rows={3}
        maxLength={NOTE_LENGTH_MAX}
      />
      <TextField {...form.text("validUntil")} type="date" label={t("validUntil")} />
    </SavedFormDialog>
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
  const form = useSavedForm({
    initial: { ownerProof: "" },
    faultsOf: (_values, missing) => [missing("ownerProof", t("proof"))],
    save: ({ ownerProof }) => {
      const params = { path: { id: sender.id } };
      const body = { ownerProof: ownerProof.trim() };
      return read(api.PUT("/api/service/sms/registrations/{id}/proof", { params, body }));
    },
    refreshes: installationSendersQuery.queryKey,
    onSaved: onClose,
  });
  return (
    <SavedFormDialog title={t("proofOf", { value: sender.value })} form={form} submit={t("save")} onClose={onClose}>
      <TextField {...form.text("ownerProof")} label={t("proof")} hint={t("proofHint")} maxLength={PROOF_LENGTH_MAX} />
    </SavedFormDialog>
  );
}
