/** Invites an officer by email with role and team, and lists open invitations. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Invitation } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import type { Role, Team } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, SelectField, TextField } from "../../parts/fields.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { InvitationLines } from "../account/invitation-lines.tsx";
import { STAFF_ROLES, TEAMS_OF } from "./staff-roles.ts";

const KEY = ["officer-invitations"];

function InviteForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.persons");
  const words = useTranslations("web.invitations");
  const roles = useTranslations("roles");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("evaluator");
  const [team, setTeam] = useState<Team | null>(null);
  const teams = TEAMS_OF[role] ?? [];
  const invite = useMutation({
    mutationFn: () => {
      const body = { email: email.trim(), role, team: teams.find((one) => one === team) ?? teams[0] ?? null };
      return read(api.POST("/api/officer-invitations", { body }));
    },
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: KEY });
    },
  });
  const problem = invite.error === null ? null : problemOf(invite.error);
  const error = problem?.fields.find(({ path }) => path === "email")?.message;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <form noValidate className="grid gap-4" onSubmit={onSubmit}>
      <ErrorSummary lines={error === undefined ? [] : [{ field: "officerEmail", message: error }]} problem={problem} />
      <TextField
        name="officerEmail"
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
        name="officerRole"
        label={t("role")}
        value={role}
        onChange={(event) => setRole(event.target.value as Role)}
      >
        {STAFF_ROLES.map((one) => (
          <option key={one} value={one}>
            {roles(one)}
          </option>
        ))}
      </SelectField>
      {teams.length === 0 ? null : (
        <SelectField
          name="officerTeam"
          label={t("team")}
          value={team ?? teams[0] ?? ""}
          onChange={(event) => setTeam(teams.find((one) => one === event.target.value) ?? null)}
        >
          {teams.map((one) => (
            <option key={one} value={one}>
              {t(`teams.${one}`)}
            </option>
          ))}
        </SelectField>
      )}
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" className="button button-main" isBusy={invite.isPending}>
          {invite.isPending ? parts("working") : words("invite")}
        </BusyButton>
        <button type="button" className="button" onClick={onClose}>
          {parts("cancel")}
        </button>
      </div>
    </form>
  );
}

/** The button that opens the form. */
export function InviteOfficer(): ReactNode {
  const words = useTranslations("web.invitations");
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button button-main" onClick={() => setOpen(true)}>
        {words("officerInvite")}
      </button>
      {open ? (
        <Dialog title={words("officerInvite")} onClose={() => setOpen(false)}>
          <InviteForm onClose={() => setOpen(false)} />
        </Dialog>
      ) : null}
    </>
  );
}

/** Invited officers who have not responded; renders nothing when there are none. */
export function InvitedOfficers(): ReactNode {
  const words = useTranslations("web.invitations");
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: () => read<{ items: Invitation[] }>(api.GET("/api/officer-invitations")),
  });
  if (error !== null && data === undefined) return <FailureNotice error={error} />;
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section aria-label={words("officersInvited")} className="card mb-5 p-5">
      <h2 className="text-lead">{words("officersInvited")}</h2>
      <InvitationLines invitations={data.items} side="officer-invitations" refresh={KEY} />
    </section>
  );
}
