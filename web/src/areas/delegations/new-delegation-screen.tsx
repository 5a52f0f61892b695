/** The form that appoints an acting officer: office, officer, days, reason and letter. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { type DelegationChoices, delegationChoicesQuery, type Office } from "./delegation-data.ts";

interface Draft {
  readonly office: string;
  readonly acting: "plh" | "plt";
  readonly personId: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly reason: string;
  readonly letterNumber: string;
}

function useOfficeLabel(): (office: Office) => string {
  const t = useTranslations("web.delegations");
  const roles = useTranslations("roles");
  return ({ role, team, holder }) => {
    const office = team === null ? roles(role) : t("officeInTeam", { office: roles(role), team: t(`teams.${team}`) });
    return holder === null ? t("officeVacant", { office }) : t("officeOf", { office, name: holder.name });
  };
}

/** Sends the form; returns to the list after success. */
function useNaming(choices: DelegationChoices) {
  const cache = useQueryClient();
  const navigate = useNavigateAfterSave();
  return useMutation({
    mutationFn: ({ office, ...draft }: Draft) => {
      const chosen = choices.offices[Number(office)];
      const body = {
        ...draft,
        role: (chosen?.role ?? "director") as "director",
        team: chosen?.team ?? null,
        forPersonId: chosen?.holder?.id ?? null,
      };
      return read(api.POST("/api/delegations", { body }));
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["delegations"] });
      await navigate({ to: "/pelaksana" });
    },
  });
}

function NamingForm({ choices }: { readonly choices: DelegationChoices }): ReactNode {
  const t = useTranslations("web.delegations");
  const roles = useTranslations("roles");
  const parts = useTranslations("web.parts");
  const officeLabel = useOfficeLabel();
  const day = choices.firstDayMin;
  const [draft, setDraft] = useState<Draft>({
    office: "0",
    personId: "",
    firstDay: day,
    lastDay: day,
    reason: "",
    letterNumber: "",
    acting: choices.offices[0]?.holder == null ? "plt" : "plh",
  });
  const name = useNaming(choices);
  const problem = name.error === null ? null : problemOf(name.error);
  const lines = problem?.fields.map(({ path, message }) => ({ field: path, message })) ?? [];
  const errorOf = (field: string): string | undefined => lines.find((line) => line.field === field)?.message;
  const set = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const isWhole = draft.personId !== "" && draft.reason.trim() !== "" && draft.letterNumber.trim() !== "";
  const [asked, setAsked] = useState(false);
  const missing = [
    ...(draft.personId === "" ? [{ field: "personId", message: t("personNeeded") }] : []),
    ...(draft.letterNumber.trim() === "" ? [{ field: "letterNumber", message: t("letterNeeded") }] : []),
    ...(draft.reason.trim() === "" ? [{ field: "reason", message: t("reasonNeeded") }] : []),
  ];
  const shown = asked && !isWhole ? missing : lines;
  const faultOf = (field: string): string | undefined =>
    shown.find((line) => line.field === field)?.message ?? errorOf(field);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (isWhole) name.mutate(draft);
  };
  return (
    <>
      <ErrorSummary lines={shown} problem={asked && !isWhole ? null : problem} />
      <form noValidate className="card grid gap-5 p-5 sm:p-7" onSubmit={onSubmit}>
        <SelectField
          name="office"
          label={t("office")}
          error={faultOf("office")}
          value={draft.office}
          onChange={({ target: { value } }) =>
            set({ office: value, acting: choices.offices[Number(value)]?.holder == null ? "plt" : "plh" })
          }
        >
          {choices.offices.map((office, index) => (
            <option key={`${office.role} ${office.team ?? ""} ${office.holder?.id ?? ""}`} value={index}>
              {officeLabel(office)}
            </option>
          ))}
        </SelectField>
        <p className="max-w-[70ch] text-small text-soft">
          {t(`${draft.acting}Text`, { daysMax: choices.daysMax[draft.acting] })}
        </p>
        <SelectField
          name="personId"
          label={t("person")}
          error={faultOf("personId")}
          value={draft.personId}
          onChange={(event) => set({ personId: event.target.value })}
        >
          <option value="">{t("choosePerson")}</option>
          {choices.officers.map((officer) => (
            <option key={officer.id} value={officer.id}>
              {`${officer.name} (${officer.roles.map((role) => roles(role)).join(", ")})`}
            </option>
          ))}
        </SelectField>
        <div className="grid items-end gap-5 sm:grid-cols-2">
          <TextField
            type="date"
            name="firstDay"
            label={t("firstDay")}
            min={choices.firstDayMin}
            error={faultOf("firstDay")}
            value={draft.firstDay}
            onChange={(event) => set({ firstDay: event.target.value })}
          />
          <TextField
            type="date"
            name="lastDay"
            label={t("lastDay")}
            min={draft.firstDay}
            error={faultOf("lastDay")}
            value={draft.lastDay}
            onChange={(event) => set({ lastDay: event.target.value })}
          />
        </div>
        <TextField
          name="letterNumber"
          label={t("letter")}
          maxLength={100}
          error={faultOf("letterNumber")}
          value={draft.letterNumber}
          onChange={(event) => set({ letterNumber: event.target.value })}
        />
        <TextArea
          name="reason"
          label={t("reason")}
          rows={3}
          maxLength={500}
          error={faultOf("reason")}
          value={draft.reason}
          onChange={(event) => set({ reason: event.target.value })}
        />
        <BusyButton type="submit" className="button button-main justify-self-start" isBusy={name.isPending}>
          {name.isPending ? parts("working") : t("name")}
        </BusyButton>
      </form>
    </>
  );
}

/** The screen that appoints an acting officer. */
export function NewDelegationScreen(): ReactNode {
  const t = useTranslations("web.delegations");
  const { data, error, refetch } = useQuery(delegationChoicesQuery);
  return (
    <Page title={t("newTitle")} lead={t("newLead")}>
      <Awaiting query={{ data, error, refetch }} lines={6} />
      {data !== undefined && data.offices.length === 0 ? (
        <Empty title={t("noOfficeTitle")}>{t("noOfficeText")}</Empty>
      ) : null}
      {data !== undefined && data.offices.length > 0 ? <NamingForm choices={data} /> : null}
    </Page>
  );
}
