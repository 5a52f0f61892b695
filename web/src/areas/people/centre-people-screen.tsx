/** The users of a call centre, for its administrator: roles, invitations, and revocation of roles. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { sessionQuery } from "../../data/queries.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment } from "../../words/dates.ts";
import { InvitationLines } from "../account/invitation-lines.tsx";
import { type CentrePerson, centrePeopleQuery } from "./centre-people-data.ts";
import { ContentAccessSection } from "./content-access.tsx";
import { InviteToCentre } from "./invite-to-centre.tsx";

/** The search is shown from this number of rows. */
const SEARCH_FROM = 12;

/** The screen of `/layanan/orang`. */
export function CentrePeopleScreen(): ReactNode {
  const t = useTranslations("web.centrePeople");
  const words = useTranslations("web.invitations");
  const found = useQuery(centrePeopleQuery);
  const [inviting, setInviting] = useState<"asked" | "sent" | null>(null);
  const [ending, setEnding] = useState<CentrePerson | null>(null);
  const { data } = found;
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      actions={
        <>
          <Link className="button" to="/layanan/orang/berkas">
            {t("fromFile")}
          </Link>
          <button type="button" className="button button-main" onClick={() => setInviting("asked")}>
            {t("invite")}
          </button>
        </>
      }
    >
      <p role="status" className="mb-3 text-small empty:mb-0">
        {inviting === "sent" ? words("invited") : ""}
      </p>
      <Awaiting query={found} lines={5} />
      {data === undefined ? null : (
        <div className="grid gap-8">
          <People people={data.people} onEnd={setEnding} />
          <section aria-label={t("invited")} className="card p-5">
            <h2 className="text-lead">{t("invited")}</h2>
            {data.invitations.length === 0 ? <p className="text-soft">{t("noneInvited")}</p> : null}
            <InvitationLines
              invitations={data.invitations}
              side="centre-invitations"
              refresh={centrePeopleQuery.queryKey}
            />
          </section>
          <ContentAccessSection />
        </div>
      )}
      {inviting === "asked" ? (
        <InviteToCentre onClose={() => setInviting(null)} onSent={() => setInviting("sent")} />
      ) : null}
      {ending === null ? null : <Ending person={ending} onClose={() => setEnding(null)} />}
    </Page>
  );
}

interface PeopleProps {
  readonly people: readonly CentrePerson[];
  readonly onEnd: (person: CentrePerson) => void;
}

function People({ people, onEnd }: PeopleProps): ReactNode {
  const t = useTranslations("web.centrePeople");
  const roles = useTranslations("roles");
  const [search, setSearch] = useState("");
  const columns = useColumns(onEnd);
  const wanted = search.toLowerCase();
  const shown = people.filter(({ name, email, role }) =>
    [name, email, roles(role)].some((text) => text.toLowerCase().includes(wanted)),
  );
  return (
    <section aria-label={t("people")}>
      {people.length < SEARCH_FROM ? null : (
        <div className="mb-4 flex flex-wrap">
          <SearchBox value={search} label={t("search")} onSearch={setSearch} />
        </div>
      )}
      {shown.length === 0 ? (
        <Empty title={t("noneTitle")}>{t("noneText")}</Empty>
      ) : (
        <DataTable
          caption={t("people")}
          columns={columns}
          rows={shown}
          rowId={({ membershipId }: CentrePerson) => membershipId}
        />
      )}
      {people.length === 1 ? <p className="mt-4 text-soft">{t("alone")}</p> : null}
    </section>
  );
}

function useColumns(onEnd: PeopleProps["onEnd"]): readonly Column<CentrePerson>[] {
  const t = useTranslations("web.centrePeople");
  const roles = useTranslations("roles");
  const locale = useLocale();
  return [
    {
      id: "name",
      header: t("name"),
      cell: ({ name, email, isYou }) => (
        <div className="min-w-0">
          <p className="font-semibold break-words">{isYou ? t("you", { name }) : name}</p>
          <p className="text-small break-all text-soft">{email}</p>
        </div>
      ),
    },
    { id: "role", header: t("role"), cell: ({ role }) => roles(role) },
    { id: "since", header: t("since"), cell: ({ since }) => moment(since, locale) },
    {
      id: "act",
      header: t("act"),
      cell: (person) =>
        person.mayEnd ? (
          <button
            type="button"
            className="button button-small"
            aria-label={t("endOf", { name: person.name, role: roles(person.role) })}
            onClick={() => onEnd(person)}
          >
            {t("end")}
          </button>
        ) : (
          <span className="text-small text-soft">{t("last")}</span>
        ),
    },
  ];
}

function Ending({ person, onClose }: { readonly person: CentrePerson; readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.centrePeople");
  const roles = useTranslations("roles");
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { membershipId, name, isYou } = person;
  const role = roles(person.role);
  const end = async (): Promise<void> => {
    await read(api.DELETE("/api/centre-people/{membershipId}", { params: { path: { membershipId } } }));
    if (!isYou) return;
    await cache.fetchQuery({ ...sessionQuery, staleTime: 0 });
    await navigate({ to: "/beranda" });
  };
  return (
    <EndDialog
      title={isYou ? t("leaveTitle", { role }) : t("endTitle", { name, role })}
      text={isYou ? t("leaveText") : t("endText", { name })}
      yes={t("end")}
      end={end}
      onClose={onClose}
    />
  );
}
