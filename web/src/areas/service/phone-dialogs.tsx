/** Adds a phone or renews its password; both show the SIP account once at the end. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { CheckField, TextField } from "../../parts/fields.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { SavedFormDialog, SavedFormFrame, useSavedForm } from "../../parts/saved-form.tsx";
import { PhoneSecretPanel } from "./phone-secret.tsx";
import type { PhoneRow, PhoneSecret } from "./service-data.ts";

function AddForm({
  onAdded,
  onClose,
}: {
  readonly onAdded: (secret: PhoneSecret) => void;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.service.phones");
  const parts = useTranslations("web.parts");
  const form = useSavedForm({
    initial: { extension: "", name: "", isEncrypted: false },
    faultsOf: (_values, missing) => [missing("extension", t("extension")), missing("name", t("name"))],
    save: (body) => read<PhoneSecret>(api.POST("/api/service/phones", { body })),
    refreshes: ["service"],
    onSaved: onAdded,
    keepsAnswer: false,
  });
  return (
    <SavedFormFrame form={form} submit={form.isSaving ? parts("working") : t("addYes")} onCancel={onClose}>
      <TextField
        {...form.text("extension")}
        label={t("extension")}
        hint={t("extensionHint")}
        inputMode="numeric"
        maxLength={6}
      />
      <TextField {...form.text("name")} label={t("name")} hint={t("nameHint")} maxLength={80} />
      <div className="grid gap-1">
        <CheckField
          name="isEncrypted"
          label={t("isEncrypted")}
          error={form.faultOf("isEncrypted")}
          checked={form.values.isEncrypted}
          onChange={({ target }) => form.set({ isEncrypted: target.checked })}
        />
        <p className="max-w-[60ch] text-small text-soft">{t("isEncryptedHint")}</p>
      </div>
    </SavedFormFrame>
  );
}

/** Adds a phone. */
export function AddPhoneDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.service.phones");
  const [secret, setSecret] = useState<PhoneSecret | null>(null);
  return (
    <Dialog
      title={secret === null ? t("addTitle") : t("secretTitle", { extension: secret.extension })}
      onClose={onClose}
    >
      {secret === null ? (
        <AddForm onAdded={setSecret} onClose={onClose} />
      ) : (
        <PhoneSecretPanel secret={secret} onDone={onClose} />
      )}
    </Dialog>
  );
}

/** Renames a phone. */
export function RenamePhoneDialog({
  phone,
  onClose,
}: {
  readonly phone: PhoneRow;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.service.phones");
  const form = useSavedForm({
    initial: { name: phone.name },
    faultsOf: (_values, missing) => [missing("name", t("name"))],
    save: ({ name }) => {
      const body = { name, expectedVersion: phone.version };
      return read(api.PUT("/api/service/phones/{id}/name", { params: { path: { id: phone.id } }, body }));
    },
    refreshes: ["service"],
    onSaved: onClose,
  });
  const title = t("renameTitle", { extension: phone.extension });
  return (
    <SavedFormDialog title={title} form={form} submit={t("renameYes")} onClose={onClose}>
      <TextField {...form.text("name")} label={t("name")} hint={t("nameHint")} maxLength={80} />
    </SavedFormDialog>
  );
}

/** Turns the encryption requirement of a phone on or off. */
export function EncryptPhoneDialog({
  phone,
  onClose,
}: {
  readonly phone: PhoneRow;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.service.phones");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const isEncrypted = !phone.isEncrypted;
  const changing = useMutation({
    mutationFn: () =>
      read(
        api.PUT("/api/service/phones/{id}/encryption", {
          params: { path: { id: phone.id } },
          body: { isEncrypted, expectedVersion: phone.version },
        }),
      ),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      onClose();
    },
  });
  return (
    <Dialog title={t("encryptionTitle", { extension: phone.extension })} onClose={onClose}>
      <div className="grid gap-5">
        <p className="max-w-[60ch]">{isEncrypted ? t("encryptOnText") : t("encryptOffText")}</p>
        {changing.error === null ? null : <FailureNotice error={changing.error} />}
        <div className="flex flex-wrap gap-2">
          <BusyButton
            type="button"
            className="button button-main"
            isBusy={changing.isPending}
            onClick={() => changing.mutate()}
          >
            {isEncrypted ? t("encryptOn") : t("encryptOff")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/** Renews a phone's password. */
export function RenewPhoneDialog({
  phone,
  onClose,
}: {
  readonly phone: PhoneRow;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.service.phones");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [secret, setSecret] = useState<PhoneSecret | null>(null);
  const renewing = useMutation({
    mutationFn: () =>
      read<PhoneSecret>(
        api.POST("/api/service/phones/{id}/password", {
          params: { path: { id: phone.id } },
          body: { expectedVersion: phone.version },
        }),
      ),
    gcTime: 0,
    onSuccess: async (fresh) => {
      setSecret(fresh);
      await cache.invalidateQueries({ queryKey: ["service"] });
    },
  });
  return (
    <Dialog title={t("renewTitle", { extension: phone.extension })} onClose={onClose}>
      {secret === null ? (
        <div className="grid gap-5">
          <p className="max-w-[60ch]">{t("renewText")}</p>
          {renewing.error === null ? null : <FailureNotice error={renewing.error} />}
          <div className="flex flex-wrap gap-2">
            <BusyButton
              type="button"
              className="button button-main"
              isBusy={renewing.isPending}
              onClick={() => renewing.mutate()}
            >
              {t("renewYes")}
            </BusyButton>
            <button type="button" className="button" onClick={onClose}>
              {parts("cancel")}
            </button>
          </div>
        </div>
      ) : (
        <PhoneSecretPanel secret={secret} onDone={onClose} />
      )}
    </Dialog>
  );
}
