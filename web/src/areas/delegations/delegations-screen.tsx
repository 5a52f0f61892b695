/** Acting officers: lists who acts for which officer and when, and ends a delegation early. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { shortDate } from "../../words/dates.ts";
import { type Delegation, delegationsQuery } from "./delegation-data.ts";

const BADGE_STYLES: Readonly<Record<Delegation["state"], { readonly shape: Shape; readonly tone: Tone }>> = {
  "to-come": { shape: "arrow", tone: "info" },
  "in-force": { shape: "disc", tone: "good" },
  over: { shape: "dash", tone: "quiet" },
  ended: { shape: "cross", tone: "quiet" },
};

function useOfficeName(): (one: Pick<Delegation, "acting" | "role" | "team">) => string {
  const t = useTranslations("web.delegations");
  const roles = useTranslations("roles");
  return ({ acting, role, team }) => {
    const office = roles(`${acting}-${role}` as "plh-director");
    return team === null ? office : t("officeInTeam", { office, team: t(`teams.${team}`) });
  };
}

function useColumns(onEnd: (delegation: Delegation) => void): readonly Column<Delegation>[] {
  const t = useTranslations("web.delegations");
  const locale = useLocale();
  const officeName = useOfficeName();
  return [
    { id: "person", header: t("person"), look: "strong-words", cell: (row) => row.person.name },
    { id: "office", header: t("office"), cell: (row) => officeName(row) },
    { id: "for", header: t("for"), cell: (row) => row.forPerson?.name ?? t("vacant") },
    {
      id: "days",
      header: t("days"),
      cell: (row) => t("daySpan", { first: shortDate(row.firstDay, locale), last: shortDate(row.lastDay, locale) }),
    },
    {
      id: "state",
      header: t("state"),
      cell: (row) => <Badge {...BADGE_STYLES[row.state]}>{t(`states.${row.state}`)}</Badge>,
    },
    {
      id: "letter",
      header: t("letter"),
      cell: (row) => (
        <span>
          <span className="break-words">{row.letterNumber}</span>
          <span className="block text-small break-words text-soft">{row.reason}</span>
        </span>
      ),
    },
    {
      id: "action",
      header: t("action"),
      actions: (row) =>
        row.mayEnd ? [{ text: t("end"), label: t("endOf", { name: row.person.name }), onPress: () => onEnd(row) }] : [],
    },
  ];
}

function EndDialog({
  delegation,
  onClose,
}: {
  readonly delegation: Delegation;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.delegations");
  const parts = useTranslations("web.parts");
  const officeName = useOfficeName();
  const cache = useQueryClient();
  const { id, person } = delegation;
  const end = useMutation({
    mutationFn: () => read(api.DELETE("/api/delegations/{id}", { params: { path: { id } } })),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: ["delegations"] });
    },
  });
  return (
    <Dialog title={t("endTitle", { name: person.name })} onClose={onClose}>
      <div className="grid gap-5">
        <p>{t("endText", { name: person.name, office: officeName(delegation) })}</p>
        {end.error === null ? null : <FailureNotice error={end.error} />}
        <div className="flex flex-wrap gap-2">
          <BusyButton
            type="button"
            className="button button-danger"
            isBusy={end.isPending}
            onClick={() => end.mutate()}
          >
            {t("endYes")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/** The list of acting officers. */
export function DelegationsScreen(): ReactNode {
  const t = useTranslations("web.delegations");
  const parts = useTranslations("web.parts");
  const list = useListAddress(useSearch({ from: "/pelaksana" }));
  const state = list.address.state === "all" ? "all" : "open";
  const all = [{ value: "all", label: t("views.all") }];
  const [ending, setEnding] = useState<Delegation | null>(null);
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      actions={
        <Link to="/pelaksana/baru" className="button button-main">
          {t("new")}
        </Link>
      }
      list={list}
      filters={[{ key: "state", label: parts("filterState"), all: t("views.open"), options: all }]}
      query={useQuery(delegationsQuery(state, list.pages.page, list.pages.pageSize))}
      lines={6}
      columns={useColumns(setEnding)}
      empty={{ title: t("emptyTitle"), text: t("emptyText") }}
    >
      {ending === null ? null : <EndDialog delegation={ending} onClose={() => setEnding(null)} />}
    </ListScreen>
  );
}
