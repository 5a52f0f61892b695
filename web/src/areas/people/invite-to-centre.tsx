/** Invites a user to a role in the call centre. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, SelectField, TextField } from "../../parts/fields.tsx";
import { isEmailAddress } from "../../words/email-address.ts";
import { centrePeopleQuery } from "./centre-people-data.ts";

const ROLES = ["operator-agent", "operator-supervisor", "operator-administrator"] as const;

type CentreRole = (typeof ROLES)[number];

/** The dialog; `onSent` is called after the mail has been sent. */
export function InviteToCentre({
  onClose,
  onSent,
}: {
  readonly onClose: () => void;
  readonly onSent: () => void;
}): ReactNode {
  const t = useTranslations("web.centrePeople");
  const words = useTranslations("web.invitations");
  const roles = useTranslations("roles");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<CentreRole>("operator-agent");
  const [fault, setFault] = useState<string | undefined>(undefined);
  const invite = useMutation({
    mutationFn: (address: string) => read(api.POST("/api/centre-invitations", { body: { email: address, role } })),
    onSuccess: async () => {
      onSent();
      await cache.invalidateQueries({ queryKey: centrePeopleQuery.queryKey });
    },
  });
  const problem = invite.error === null ? null : problemOf(invite.error);
  const error = fault ?? problem?.fields.find(({ path }) => path === "email")?.message;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const address = email.trim();
    const wrong = isEmailAddress(address) ? undefined : parts("email");
    setFault(wrong);
    if (wrong === undefined) invite.mutate(address);
  };
  return (
    <Dialog title={t("invite")} onClose={onClose}>
      <form noValidate className="grid gap-4" onSubmit={onSubmit}>
        <p className="max-w-[60ch] text-soft">{t("inviteText")}</p>
        <ErrorSummary
          lines={error === undefined ? [] : [{ field: "centreEmail", message: error }]}
          problem={fault === undefined ? problem : null}
        />
        <TextField
          name="centreEmail"
          label={words("email")}
          type="email"
          inputMode="email"
          autoComplete="off"
          maxLength={254}
          error={error}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <SelectField
          name="centreRole"
          label={t("role")}
          hint={t(`hints.${role}`)}
          value={role}
          onChange={({ target }) => setRole(ROLES.find((one) => one === target.value) ?? "operator-agent")}
        >
          {ROLES.map((one) => (
            <option key={one} value={one}>
              {roles(one)}
            </option>
          ))}
        </SelectField>
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={invite.isPending}>
            {invite.isPending ? parts("working") : words("invite")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
