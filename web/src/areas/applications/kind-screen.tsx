/** Questions before an application: whether the body may hold a code, and whether it is a new or an additional number. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useActing } from "../../data/acting.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { kindProposalQuery, myOrganisationsQuery, sessionQuery } from "../../data/queries.ts";
import type { Application, KindProposal, NumberRequestKind, Organisation } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { SelectField, TextField } from "../../parts/fields.tsx";
import { FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";
import { Renters } from "./renters.tsx";

const KINDS: readonly NumberRequestKind[] = ["new", "additional"];

function Choice<Value extends string>({
  name,
  legend,
  options,
  value,
  onChange,
}: {
  readonly name: string;
  readonly legend: string;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint: string }[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
}): ReactNode {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 text-lead font-semibold">{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className="check card p-4">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span>
            <span className="block font-semibold">{option.label}</span>
            <span className="block text-soft">{option.hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** The facts on which the proposed kind is based. */
function Known({ proposal }: { readonly proposal: KindProposal }): ReactNode {
  const t = useTranslations("web.application");
  return (
    <Notice tone="info" title={t(`kindWhy.${proposal.fitting}.title`)}>
      <p>{t(`kindWhy.${proposal.fitting}.text`)}</p>
      {proposal.codes.length === 0 ? null : (
        <ul className="mt-2 grid gap-1">
          {proposal.codes.slice(0, CODES_SHOWN_MAX).map((code) => (
            <li key={code.code}>
              <strong>{code.display}</strong> {code.decree === null ? t("importedDecree") : code.decree}
            </li>
          ))}
        </ul>
      )}
      {proposal.rule === null ? null : <RuleNote rule={proposal.rule} />}
    </Notice>
  );
}

const CODES_SHOWN_MAX = 10;

/** The Nomor Baru in process that blocks another one, with a link to it. */
function UnderWay({ id, rule }: { readonly id: string; readonly rule: KindProposal["openNewRule"] }): ReactNode {
  const t = useTranslations("web.application");
  return (
    <Notice tone="wait" title={t("openNewTitle")}>
      <p>{t("openNewText")}</p>
      {rule === null ? null : <RuleNote rule={rule} />}
      <p className="mt-3">
        <Link to="/permohonan/$id" params={{ id }} className="button button-main">
          {t("openNewGo")}
        </Link>
      </p>
    </Notice>
  );
}

/** The name of the new service of a code holder. */
function NewService({
  proposal,
  value,
  onChange,
}: {
  readonly proposal: KindProposal;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const t = useTranslations("web.application");
  return (
    <div className="grid gap-2">
      <TextField
        name="newService"
        label={t("newService")}
        hint={t("newServiceHint", { services: proposal.services.join(", ") })}
        maxLength={120}
        required
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {proposal.newServiceRule === null ? null : <RuleNote rule={proposal.newServiceRule} />}
    </div>
  );
}

function KindForm({
  organisation,
  holdId,
}: {
  readonly organisation: Organisation;
  readonly holdId: string | null;
}): ReactNode {
  const t = useTranslations("web.application");
  const parts = useTranslations("web.parts");
  const navigate = useNavigateAfterSave();
  const cache = useQueryClient();
  const [answer, setAnswer] = useState<"yes" | "no" | null>(null);
  const [wish, setWish] = useState<NumberRequestKind | null>(null);
  const [newService, setNewService] = useState("");
  const { data, error, refetch } = useQuery(kindProposalQuery(organisation.id, answer));
  const begin = useMutation({
    mutationFn: (kind: NumberRequestKind) =>
      read<Application>(
        api.POST("/api/applications", {
          body: {
            organisationId: organisation.id,
            kind,
            holdId,
            ownService: answer === null ? null : answer === "yes",
            newService: kind === "new" ? newService : "",
          },
        }),
      ),
    onSuccess: (application) => navigate({ to: "/permohonan/$id", params: { id: application.id } }),
    onSettled: () => Promise.all(["applications", "holds"].map((key) => cache.invalidateQueries({ queryKey: [key] }))),
  });
  if (error !== null && data === undefined) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={6} />;
  const kind = wish ?? data.fitting;
  const isRefused = data.refusal !== null && (!data.isGovernment || answer === "no");
  const mayChoose = data.refusal === null;
  return (
    <form
      className="grid gap-7"
      onSubmit={(event) => {
        event.preventDefault();
        begin.mutate(kind);
      }}
    >
      {data.isGovernment ? (
        <Choice
          name="ownService"
          legend={t("ownServiceAsk")}
          value={answer}
          onChange={setAnswer}
          options={(["yes", "no"] as const).map((value) => ({
            value,
            label: t(`ownService.${value}.label`),
            hint: t(`ownService.${value}.hint`),
          }))}
        />
      ) : null}
      {isRefused && data.refusal !== null ? (
        <Notice tone="wait" title={t("mayNotTitle")}>
          <p>{data.refusal.message}</p>
          {data.refusal.rule === null ? null : <RuleNote rule={data.refusal.rule} />}
        </Notice>
      ) : null}
      {isRefused ? <Renters /> : null}
      {mayChoose ? (
        <>
          <Known proposal={data} />
          <Choice
            name="kind"
            legend={t("kindAsk")}
            value={kind}
            onChange={setWish}
            options={KINDS.map((value) => ({
              value,
              label: t(`kindAnswer.${value}.label`),
              hint: t(`kindAnswer.${value}.hint`, { days: data.workingDays[value] }),
            }))}
          />
          {kind === "new" && data.codes.length > 0 && data.openApplicationId === null ? (
            <NewService proposal={data} value={newService} onChange={setNewService} />
          ) : null}
          {begin.error === null ? null : <FailureNotice error={begin.error} />}
          {kind === "new" && data.openApplicationId !== null ? (
            <UnderWay id={data.openApplicationId} rule={data.openNewRule} />
          ) : (
            <BusyButton type="submit" className="button button-main justify-self-start" isBusy={begin.isPending}>
              {begin.isPending ? parts("working") : t("kindGoOn", { kind: t(`kind.${kind}`) })}
            </BusyButton>
          )}
        </>
      ) : null}
    </form>
  );
}

/** The screen of `/permohonan/baru`. */
export function KindScreen(): ReactNode {
  const t = useTranslations("web.application");
  const { hold, organisation: wished } = useSearch({ from: "/permohonan/baru" });
  const { data, error, refetch } = useQuery(myOrganisationsQuery);
  const { data: session } = useQuery(sessionQuery);
  const acting = useActing(session);
  const [chosen, setChosen] = useState(wished ?? null);
  if (error !== null && data === undefined)
    return (
      <Page title={t("kindTitle")}>
        <FailureNotice error={error} onRetry={() => void refetch()} />
      </Page>
    );
  if (data === undefined) return <Loading lines={6} />;
  const organisation = data.items.find((one) => one.id === (chosen ?? acting?.organisationId)) ?? data.items[0];
  return (
    <Page title={t("kindTitle")} lead={t("kindLead")}>
      {organisation === undefined ? (
        <Notice tone="wait" title={t("kindNoCompany")}>
          <p className="mt-2">
            <Link to="/perusahaan/baru" className="button button-main">
              {t("kindRegister")}
            </Link>
          </p>
        </Notice>
      ) : null}
      {organisation !== undefined && data.items.length > 1 && wished === undefined ? (
        <div className="mb-6">
          <SelectField
            name="organisation"
            label={t("company")}
            value={organisation.id}
            onChange={(event) => setChosen(event.target.value)}
          >
            {data.items.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </SelectField>
        </div>
      ) : null}
      {organisation === undefined || organisation.state === "verified" ? null : (
        <div className="mb-6">
          <Notice tone="wait" title={t("prepareTitle")}>
            <p>{t("prepareText")}</p>
          </Notice>
        </div>
      )}
      {organisation === undefined ? null : (
        <KindForm key={organisation.id} organisation={organisation} holdId={hold ?? null} />
      )}
    </Page>
  );
}
