/** Invites a user to act for a company. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, SelectField, TextField } from "../../parts/fields.tsx";
import { isEmailAddress } from "../../words/email-address.ts";
import { Done } from "./account-section.tsx";

const ROLES = ["applicant-staff", "applicant-owner"] as const;

/** The form; each company on the screen has one. */
export function InviteColleague({ organisationId }: { readonly organisationId: string }): ReactNode {
  const t = useTranslations("web.invitations");
  const roles = useTranslations("roles");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<(typeof ROLES)[number]>("applicant-staff");
  const [fault, setFault] = useState<string | undefined>(undefined);
  const invite = useMutation({
    mutationFn: (address: string) =>
      read(api.POST("/api/company-invitations", { body: { organisationId, email: address, role } })),
    onSuccess: async () => {
      setEmail("");
      await cache.invalidateQueries({ queryKey: ["colleagues", organisationId] });
    },
  });
  const problem = invite.error === null ? null : problemOf(invite.error);
  const error = fault ?? problem?.fields.find(({ path }) => path === "email")?.message;
  const field = `invite-${organisationId}`;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const address = email.trim();
    const missing = isEmailAddress(address) ? undefined : parts("email");
    setFault(missing);
    if (missing === undefined) invite.mutate(address);
  };
  return (
    <form noValidate className="grid gap-4 border-t border-line pt-4" onSubmit={onSubmit}>
      <h3>{t("inviteTitle")}</h3>
      <p className="max-w-[70ch] text-small text-soft">{t("inviteText")}</p>
      <ErrorSummary
        lines={error === undefined ? [] : [{ field, message: error }]}
        problem={fault === undefined ? problem : null}
      />
      <TextField
        name={field}
        label={t("email")}
        type="email"
        inputMode="email"
        autoComplete="off"
        maxLength={254}
        error={error}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <SelectField
        name={`${field}-role`}
        label={t("role")}
        hint={t(`roleHints.${role}`)}
        value={role}
        onChange={(event) => setRole(event.target.value === "applicant-owner" ? "applicant-owner" : "applicant-staff")}
      >
        {ROLES.map((one) => (
          <option key={one} value={one}>
            {roles(one)}
          </option>
        ))}
      </SelectField>
      <div className="flex flex-wrap items-center gap-3">
        <BusyButton type="submit" className="button button-main" isBusy={invite.isPending}>
          {invite.isPending ? parts("working") : t("invite")}
        </BusyButton>
        <Done>{invite.isSuccess ? t("invited") : ""}</Done>
      </div>
    </form>
  );
}
