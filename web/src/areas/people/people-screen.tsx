/** Users and their roles, for the administrator. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { peopleQuery } from "../../data/queries.ts";
import type { Membership, PersonRow, Role, Team } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Icon } from "../../parts/icons.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { AuthorityProposals } from "./authority-proposals.tsx";
import { InvitedOfficers, InviteOfficer } from "./invite-officer.tsx";
import { STAFF_ROLES, TEAMS_OF } from "./staff-roles.ts";
import { TakeSecondFactorDialog } from "./take-second-factor.tsx";

function GrantForm({ person }: { readonly person: PersonRow }): ReactNode {
  const t = useTranslations("web.persons");
  const proposals = useTranslations("web.mandates.proposals");
  const roles = useTranslations("roles");
  const cache = useQueryClient();
  const [role, setRole] = useState<Role>("evaluator");
  const grant = useMutation({
    mutationFn: (body: { role: Role; team: Team | null }) =>
      read<{ readonly state: "given" | "proposed" }>(
        api.POST("/api/people/{id}/memberships", { params: { path: { id: person.id } }, body }),
      ),
    onSuccess: () =>
      Promise.all(["people", "authority-proposals"].map((key) => cache.invalidateQueries({ queryKey: [key] }))),
  });
  const teams = TEAMS_OF[role] ?? [];
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const team = new FormData(event.currentTarget).get("team");
    grant.mutate({ role, team: teams.find((one) => one === team) ?? null });
  };
  return (
    <form className="grid gap-3" onSubmit={onSubmit}>
      <h3>{t("grantTitle")}</h3>
      <label className="grid gap-1">
        <span className="text-small font-semibold">{t("role")}</span>
        <select className="input" value={role} onChange={(event) => setRole(event.target.value as Role)}>
          {STAFF_ROLES.map((one) => (
            <option key={one} value={one}>
              {roles(one)}
            </option>
          ))}
        </select>
      </label>
      {teams.length === 0 ? null : (
        <label className="grid gap-1">
          <span className="text-small font-semibold">{t("team")}</span>
          <select className="input" name="team">
            {teams.map((team) => (
              <option key={team} value={team}>
                {t(`teams.${team}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      {grant.error === null ? null : <FailureNotice error={grant.error} />}
      {grant.data?.state === "proposed" ? <p role="status">{proposals("proposed")}</p> : null}
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={grant.isPending}>
        {t("grant")}
      </BusyButton>
    </form>
  );
}

function MembershipLine({ membership }: { readonly membership: Membership }): ReactNode {
  const t = useTranslations("web.persons");
  const roles = useTranslations("roles");
  const cache = useQueryClient();
  const [asks, setAsks] = useState(false);
  const revoke = useMutation({
    mutationFn: () => read(api.DELETE("/api/memberships/{id}", { params: { path: { id: membership.id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["people"] }),
  });
  const place = membership.organisationName ?? (membership.team === null ? "" : t(`teams.${membership.team}`));
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2">
      <span className="flex-1">
        {roles(membership.role)} {place === "" ? "" : <span className="text-soft">· {place}</span>}
      </span>
      {asks ? (
        <>
          <BusyButton
            type="button"
            className="button button-danger button-small"
            isBusy={revoke.isPending}
            onClick={() => revoke.mutate()}
          >
            {t("revokeYes", { role: roles(membership.role) })}
          </BusyButton>
          <button type="button" className="button button-small" onClick={() => setAsks(false)}>
            {t("keep")}
          </button>
        </>
      ) : (
        <button type="button" className="button button-small" onClick={() => setAsks(true)}>
          {t("revoke")}
        </button>
      )}
      {revoke.error === null ? null : <FailureNotice error={revoke.error} />}
    </li>
  );
}

function RolesDialog({ person, onClose }: { readonly person: PersonRow; readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.persons");
  const parts = useTranslations("web.parts");
  return (
    <Dialog title={t("dialogTitle", { name: person.name })} onClose={onClose}>
      {person.memberships.length === 0 ? <p className="text-soft">{t("noRoles")}</p> : null}
      <ul className="mb-5">
        {person.memberships.map((membership) => (
          <MembershipLine key={membership.id} membership={membership} />
        ))}
      </ul>
      <GrantForm person={person} />
      <button type="button" className="button mt-5" onClick={onClose}>
        {parts("close")}
      </button>
    </Dialog>
  );
}

/** The open dialog of the administrator, and its user. */
interface Opening {
  readonly id: string;
  readonly what: "roles" | "second-factor";
}

function usePeopleColumns(onOpen: (opening: Opening) => void): readonly Column<PersonRow>[] {
  const t = useTranslations("web.persons");
  const roles = useTranslations("roles");
  return [
    {
      id: "name",
      header: t("name"),
      cell: (person) => (
        <span className="flex flex-wrap items-center gap-2 font-semibold">
          {person.name}
          {person.isDemo ? (
            <Badge shape="ring" tone="wait">
              {t("demo")}
            </Badge>
          ) : null}
          {person.disabledAt === null ? null : (
            <Badge shape="cross" tone="bad">
              {t("disabled")}
            </Badge>
          )}
        </span>
      ),
    },
    { id: "email", header: t("email"), look: "letters", cell: (person) => person.email },
    {
      id: "roles",
      header: t("roles"),
      cell: (person) => (
        <ul>
          {person.memberships.map((membership) => (
            <li key={membership.id}>
              {roles(membership.role)}
              <span className="text-soft">
                {membership.team === null ? "" : ` · ${t(`teams.${membership.team}`)}`}
                {membership.organisationName === null ? "" : ` · ${membership.organisationName}`}
              </span>
            </li>
          ))}
        </ul>
      ),
    },
    {
      id: "action",
      header: t("action"),
      cell: (person) => (
        <span className="flex flex-wrap gap-2">
          <button
            type="button"
            className="button button-small"
            onClick={() => onOpen({ id: person.id, what: "roles" })}
          >
            <Icon name="people" size={16} />
            {t("changeRoles")}
          </button>
          {person.isDemo ? null : (
            <button
              type="button"
              className="button button-small"
              onClick={() => onOpen({ id: person.id, what: "second-factor" })}
            >
              <Icon name="lock" size={16} />
              {t("takeFactor")}
            </button>
          )}
        </span>
      ),
    },
  ];
}

/** The screen of users. */
export function PeopleScreen(): ReactNode {
  const t = useTranslations("web.persons");
  const list = useListAddress(useSearch({ from: "/orang" }));
  const { search } = list.address;
  const [opening, setOpening] = useState<Opening | null>(null);
  const query = useQuery(peopleQuery({ ...(search === undefined ? {} : { search }), ...list.pages }));
  const open = query.data?.items.find((person) => person.id === opening?.id);
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      actions={<InviteOfficer />}
      first={
        <>
          <AuthorityProposals />
          <InvitedOfficers />
        </>
      }
      list={list}
      filters={[{ key: "search", label: t("search") }]}
      query={query}
      lines={8}
      columns={usePeopleColumns(setOpening)}
      empty={{ title: t("emptyTitle"), text: t("emptyText") }}
    >
      {open === undefined || opening?.what !== "roles" ? null : (
        <RolesDialog person={open} onClose={() => setOpening(null)} />
      )}
      {open === undefined || opening?.what !== "second-factor" ? null : (
        <TakeSecondFactorDialog person={open} onClose={() => setOpening(null)} />
      )}
    </ListScreen>
  );
}
