/** Adds a phone or renews its password; both show the SIP account once at the end. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { CheckField, ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { FailureNotice } from "../../parts/notice.tsx";
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
  const cache = useQueryClient();
  const [draft, setDraft] = useState({ extension: "", name: "", isEncrypted: false });
  const adding = useMutation({
    mutationFn: () => read<PhoneSecret>(api.POST("/api/service/phones", { body: draft })),
    // The response is not cached, so that no cache holds a password.
    gcTime: 0,
    onSuccess: async (secret) => {
      onAdded(secret);
      await cache.invalidateQueries({ queryKey: ["service"] });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(adding.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const empty = (["extension", "name"] as const).filter((field) => draft[field].trim() === "");
    if (isFree(empty.map((field) => ({ field, message: parts("required", { field: t(field) }) })))) adding.mutate();
  };
  return (
    <form noValidate className="grid gap-5" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <TextField
        name="extension"
        label={t("extension")}
        hint={t("extensionHint")}
        inputMode="numeric"
        maxLength={6}
        error={faultOf("extension")}
        value={draft.extension}
        onChange={(event) => setDraft({ ...draft, extension: event.target.value })}
      />
      <TextField
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        maxLength={80}
        error={faultOf("name")}
        value={draft.name}
        onChange={(event) => setDraft({ ...draft, name: event.target.value })}
      />
      <div className="grid gap-1">
        <CheckField
          name="isEncrypted"
          label={t("isEncrypted")}
          error={faultOf("isEncrypted")}
          checked={draft.isEncrypted}
          onChange={(event) => setDraft({ ...draft, isEncrypted: event.target.checked })}
        />
        <p className="max-w-[60ch] text-small text-soft">{t("isEncryptedHint")}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" className="button button-main" isBusy={adding.isPending}>
          {adding.isPending ? parts("working") : t("addYes")}
        </BusyButton>
        <button type="button" className="button" onClick={onClose}>
          {parts("cancel")}
        </button>
      </div>
    </form>
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
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [name, setName] = useState(phone.name);
  const renaming = useMutation({
    mutationFn: () =>
      read(
        api.PUT("/api/service/phones/{id}/name", {
          params: { path: { id: phone.id } },
          body: { name, expectedVersion: phone.version },
        }),
      ),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      onClose();
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(renaming.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const empty = name.trim() === "" ? [{ field: "name", message: parts("required", { field: t("name") }) }] : [];
    if (isFree(empty)) renaming.mutate();
  };
  return (
    <Dialog title={t("renameTitle", { extension: phone.extension })} onClose={onClose}>
      <form noValidate className="grid gap-5" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <TextField
          name="name"
          label={t("name")}
          hint={t("nameHint")}
          maxLength={80}
          error={faultOf("name")}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={renaming.isPending}>
            {t("renameYes")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
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
