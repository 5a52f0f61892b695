/** Personal data breaches, with the notification deadline of each. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";
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
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState({ title: "", happenedAt: "", knownAt: "" });
  const opening = useMutation({
    mutationFn: (times: { readonly happenedAt: string; readonly knownAt: string }) =>
      openBreach(register, { title: form.title.trim(), ...times }),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: ["breaches", register] });
      await navigate({ to: SCREENS[register].one, params: { id } });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(opening.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const [happenedAt, knownAt] = [instantOf(form.happenedAt), instantOf(form.knownAt)];
    const missing = (field: "title" | "happenedAt" | "knownAt", label: string) => ({
      field,
      message: parts("required", { field: label }),
    });
    const isFilled = isFree([
      ...(form.title.trim().length < TITLE_MIN ? [missing("title", t("what"))] : []),
      ...(happenedAt === undefined ? [missing("happenedAt", t("happenedAt"))] : []),
      ...(knownAt === undefined ? [missing("knownAt", t("knownAt"))] : []),
    ]);
    if (isFilled && happenedAt !== undefined && knownAt !== undefined) opening.mutate({ happenedAt, knownAt });
  };
  const fieldOf = (name: keyof typeof form) => ({
    name,
    value: form[name],
    error: faultOf(name),
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      setForm({ ...form, [name]: target.value }),
  });
  return (
    <Dialog title={t("open")} onClose={onClose}>
      <form noValidate className="grid gap-5" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <TextField {...fieldOf("title")} label={t("what")} hint={t("whatHint")} maxLength={160} />
        <TextField {...fieldOf("happenedAt")} label={t("happenedAt")} type="datetime-local" />
        <TextField {...fieldOf("knownAt")} label={t("knownAt")} hint={t("knownHint")} type="datetime-local" />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={opening.isPending}>
            {t("openYes")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
