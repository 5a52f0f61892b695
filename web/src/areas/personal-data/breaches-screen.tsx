/** Personal data breaches, with the notification deadline of each. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { TextField } from "../../parts/fields.tsx";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import { moment } from "../../words/dates.ts";
import { type Breaches, breachesQuery, instantOf, openBreach, type Register, SCREENS } from "./breach-data.ts";

type Breach = Breaches["items"][number];

const TITLE_MIN = 3;

/** The screen of `/layanan/insiden-data`: failures of a call centre. */
export function BreachesScreen(): ReactNode {
  return <AllBreaches register="centre" />;
}

/** The screen of `/insiden-data`: failures of the whole installation. */
export function InstallationBreachesScreen(): ReactNode {
  return <AllBreaches register="installation" />;
}

function AllBreaches({ register }: { readonly register: Register }): ReactNode {
  const t = useTranslations("web.personalBreach");
  const found = useQuery(breachesQuery(register));
  const [isOpening, setOpening] = useState(false);
  return (
    <ListScreen
      title={t("title")}
      lead={t(register === "centre" ? "lead" : "leadInstallation")}
      above={register === "centre" ? <Link to="/layanan/data-pribadi">{t("toRequests")}</Link> : undefined}
      actions={
        <button type="button" className="button button-main" onClick={() => setOpening(true)}>
          {t("open")}
        </button>
      }
      query={found}
      lines={4}
      columns={useColumns(register)}
      empty={{ title: t("noneTitle"), text: t("noneText") }}
    >
      {found.data === undefined ? null : (
        <>
          <p className="mt-4 text-small text-soft">{t("due", { hours: found.data.rule.value })}</p>
          <RuleNote rule={found.data.rule} />
        </>
      )}
      {isOpening ? <OpenBreachDialog register={register} onClose={() => setOpening(false)} /> : null}
    </ListScreen>
  );
}

/** The status of a breach: shape, label and colour. */
export function BreachBadge({ breach }: { readonly breach: Pick<Breach, "closedAt" | "isLate"> }): ReactNode {
  const t = useTranslations("web.personalBreach");
  if (breach.closedAt !== null)
    return (
      <Badge shape="tick" tone="good">
        {t("states.closed")}
      </Badge>
    );
  if (breach.isLate)
    return (
      <Badge shape="cross" tone="bad">
        {t("states.late")}
      </Badge>
    );
  return (
    <Badge shape="half" tone="wait">
      {t("states.open")}
    </Badge>
  );
}

function useColumns(register: Register): readonly Column<Breach>[] {
  const t = useTranslations("web.personalBreach");
  const locale = useLocale();
  const when = (at: string | null) => (at === null ? t("notYet") : moment(at, locale));
  return [
    {
      id: "title",
      header: t("what"),
      cell: ({ id, title }) => (
        <Link to={SCREENS[register].one} params={{ id }} className="font-semibold break-words">
          {title}
        </Link>
      ),
    },
    { id: "known", header: t("knownAt"), cell: ({ knownAt }) => moment(knownAt, locale) },
    { id: "due", header: t("dueAt"), cell: ({ dueAt }) => moment(dueAt, locale) },
    { id: "persons", header: t("toldPersons"), cell: ({ toldPersonsAt }) => when(toldPersonsAt) },
    { id: "authority", header: t("toldAuthority"), cell: ({ toldAuthorityAt }) => when(toldAuthorityAt) },
    { id: "state", header: t("state"), cell: (breach) => <BreachBadge breach={breach} /> },
  ];
}

function OpenBreachDialog({
  register,
  onClose,
}: {
  readonly register: Register;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.personalBreach");
  const parts = useTranslations("web.parts");
  const navigate = useNavigate();
  const missing = (field: "title" | "happenedAt" | "knownAt", label: string) => ({
    field,
    message: parts("required", { field: label }),
  });
  const form = useSavedForm({
    initial: { title: "", happenedAt: "", knownAt: "" },
    faultsOf: ({ title, happenedAt, knownAt }) => [
      title.trim().length < TITLE_MIN ? missing("title", t("what")) : undefined,
      instantOf(happenedAt) === undefined ? missing("happenedAt", t("happenedAt")) : undefined,
      instantOf(knownAt) === undefined ? missing("knownAt", t("knownAt")) : undefined,
    ],
    save: ({ title, happenedAt, knownAt }) => {
      const times = { happenedAt: instantOf(happenedAt) ?? "", knownAt: instantOf(knownAt) ?? "" };
      return openBreach(register, { title: title.trim(), ...times });
    },
    refreshes: ["breaches", register],
    onSaved: ({ id }) => navigate({ to: SCREENS[register].one, params: { id } }),
  });
  return (
    <SavedFormDialog title={t("open")} form={form} submit={t("openYes")} onClose={onClose}>
      <TextField {...form.text("title")} label={t("what")} hint={t("whatHint")} maxLength={160} />
      <TextField {...form.text("happenedAt")} label={t("happenedAt")} type="datetime-local" />
      <TextField {...form.text("knownAt")} label={t("knownAt")} hint={t("knownHint")} type="datetime-local" />
    </SavedFormDialog>
  );
}
