/** Invites somebody to administer a call centre. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Notice } from "../../parts/notice.tsx";
import { SavedFormFrame, useSavedForm } from "../../parts/saved-form.tsx";
import { isEmailAddress } from "../../words/email-address.ts";

/** The dialog stays open after sending, to show the recipient's address. */
export function InviteAdministrator({
  tenant,
  onClose,
}: {
  readonly tenant: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.service.tenants");
  const parts = useTranslations("web.parts");
  const [invited, setInvited] = useState<string | null>(null);
  const form = useSavedForm({
    initial: { email: "" },
    faultsOf: ({ email }) => [isEmailAddress(email.trim()) ? undefined : { field: "email", message: parts("email") }],
    save: async (values) => {
      const [params, email] = [{ path: { id: tenant.id } }, values.email.trim()];
      await read(api.POST("/api/service/tenants/{id}/administrators", { params, body: { email } }));
      return email;
    },
    onSaved: setInvited,
  });
  return (
    <Dialog title={t("inviteTitle", { name: tenant.name })} onClose={onClose}>
      {invited === null ? (
        <SavedFormFrame form={form} submit={t("send")} onCancel={onClose}>
          <TextField
            {...form.text("email")}
            type="email"
            inputMode="email"
            autoComplete="off"
            label={t("email")}
            hint={t("emailHint")}
            maxLength={254}
          />
        </SavedFormFrame>
      ) : (
        <div className="grid gap-5" role="status">
          <Notice tone="good" title={t("invited", { email: invited })}>
            <p>{t("invitedText")}</p>
          </Notice>
          <button type="button" className="button justify-self-start" onClick={onClose}>
            {t("close")}
          </button>
        </div>
      )}
    </Dialog>
  );
}
