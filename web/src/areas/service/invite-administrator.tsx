/** Invites somebody to administer a call centre. */
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Notice } from "../../parts/notice.tsx";
import { isEmailAddress } from "../../words/email-address.ts";

/** The dialog stays until its end is read: where the mail went to. */
export function InviteAdministrator({
  tenant,
  onClose,
}: {
  readonly tenant: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.service.tenants");
  const parts = useTranslations("web.parts");
  const [email, setEmail] = useState("");
  const inviting = useMutation({
    mutationFn: (address: string) =>
      read(
        api.POST("/api/service/tenants/{id}/administrators", {
          params: { path: { id: tenant.id } },
          body: { email: address },
        }),
      ),
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(inviting.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const address = email.trim();
    if (isFree(isEmailAddress(address) ? [] : [{ field: "email", message: parts("email") }])) inviting.mutate(address);
  };
  return (
    <Dialog title={t("inviteTitle", { name: tenant.name })} onClose={onClose}>
      {inviting.isSuccess ? (
        <div className="grid gap-5" role="status">
          <Notice tone="good" title={t("invited", { email: inviting.variables })}>
            <p>{t("invitedText")}</p>
          </Notice>
          <button type="button" className="button justify-self-start" onClick={onClose}>
            {t("close")}
          </button>
        </div>
      ) : (
        <form noValidate className="grid gap-5" onSubmit={onSubmit}>
          <ErrorSummary lines={lines} problem={problem} />
          <TextField
            name="email"
            type="email"
            inputMode="email"
            autoComplete="off"
            label={t("email")}
            hint={t("emailHint")}
            maxLength={254}
            error={faultOf("email")}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <div className="flex flex-wrap gap-2">
            <BusyButton type="submit" className="button button-main" isBusy={inviting.isPending}>
              {inviting.isPending ? parts("working") : t("send")}
            </BusyButton>
            <button type="button" className="button" onClick={onClose}>
              {parts("cancel")}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
