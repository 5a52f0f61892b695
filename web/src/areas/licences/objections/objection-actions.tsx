/** The actions on an objection that the server currently permits; actions that need a note or reason ask for it. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { Dialog } from "../../../parts/dialog.tsx";
import { FailureNotice } from "../../../parts/notice.tsx";
import { InterestForm } from "../desk/interest-card.tsx";
import { ReasonDialog } from "../desk/reason-dialog.tsx";
import { type Objection, reviewersQuery, useObjectionCommand } from "./objection-data.ts";

const ORDER = ["take", "assign", "review", "grant", "refuse", "send-back", "release"] as const;
const MAIN: readonly Act[] = ["take", "review", "grant"];

type Act = (typeof ORDER)[number];
type ObjectionDialog = "assign" | "review" | "grant" | "refuse" | "send-back";

function AssignDialog({
  objection,
  onClose,
}: {
  readonly objection: Objection;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.objection");
  const command = useObjectionCommand(objection);
  const [personId, setPersonId] = useState("");
  const { data, error } = useQuery(reviewersQuery(objection.id));
  const failure = error ?? command.error;
  return (
    <Dialog title={t("ask.assign", { number: objection.number })} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          command.mutate({ command: "assign", personId }, { onSuccess: onClose });
        }}
      >
        <p className="max-w-[70ch]">{t("effect.assign")}</p>
        <label className="grid gap-1">
          <span className="font-semibold">{t("reviewer")}</span>
          <select
            className="input"
            name="reviewer"
            required
            value={personId}
            onChange={(event) => setPersonId(event.currentTarget.value)}
          >
            <option value="">{t("chooseReviewer")}</option>
            {(data?.items ?? []).map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {data !== undefined && data.items.length === 0 ? <p>{t("noReviewer")}</p> : null}
        {failure === null ? null : <FailureNotice error={failure} />}
        <div className="flex flex-wrap gap-3">
          <BusyButton type="submit" className="button button-main" isBusy={command.isPending}>
            {t("act.assign")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {t("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function AdviceChoice({
  advice,
  onChoose,
}: {
  readonly advice: "grant" | "refuse" | null;
  readonly onChoose: (advice: "grant" | "refuse") => void;
}): ReactNode {
  const t = useTranslations("web.objection");
  return (
    <fieldset className="grid gap-2">
      <legend className="font-semibold">{t("adviceTitle")}</legend>
      {(["grant", "refuse"] as const).map((value) => (
        <label key={value} className="check">
          <input type="radio" name="advice" required checked={advice === value} onChange={() => onChoose(value)} />
          <span>{t(`advice.${value}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function WordedDialog({
  objection,
  act,
  onClose,
}: {
  readonly objection: Objection;
  readonly act: Exclude<ObjectionDialog, "assign">;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.objection");
  const command = useObjectionCommand(objection);
  const [advice, setAdvice] = useState<"grant" | "refuse" | null>(null);
  const send = (reason: string): void => {
    if (act !== "review") command.mutate({ command: act, reason }, { onSuccess: onClose });
    else if (advice !== null) command.mutate({ command: "review", advice, reason }, { onSuccess: onClose });
  };
  return (
    <ReasonDialog
      title={t(`ask.${act}`, { number: objection.number })}
      text={t(`effect.${act}`)}
      label={t(act === "grant" || act === "refuse" ? "reasonRead" : "reasonDesk")}
      send={t(`act.${act}`)}
      look={act === "refuse" ? "danger" : "main"}
      isReady={act !== "review" || advice !== null}
      command={command}
      onClose={onClose}
      onSend={send}
    >
      {act === "review" ? <AdviceChoice advice={advice} onChoose={setAdvice} /> : null}
    </ReasonDialog>
  );
}

function buttonClassOf(act: Act): string {
  if (act === "refuse") return "button button-danger";
  return MAIN.includes(act) ? "button button-main" : "button";
}

/** The declaration of interest while it is missing, and the action bar. */
export function ObjectionActions({ objection }: { readonly objection: Objection }): ReactNode {
  const t = useTranslations("web.objection");
  const command = useObjectionCommand(objection);
  const [asking, setAsking] = useState<ObjectionDialog | null>(null);
  const acts = ORDER.filter((act) => objection.commands.includes(act));
  const mustDeclare = objection.interest === "undeclared" && objection.commands.includes("declare-interest");
  if (objection.hasJudged) return <p className="card p-4 text-soft">{t("hasJudged")}</p>;
  const press = (act: Act): void => {
    if (act === "take" || act === "release") command.mutate({ command: act });
    else setAsking(act);
  };
  return (
    <>
      {mustDeclare ? (
        <InterestForm
          company={objection.licence.organisationName}
          command={command}
          onSend={(declared) => command.mutate({ command: "declare-interest", ...declared })}
        />
      ) : null}
      <section
        className="card tone-solid grid gap-3 border-l-[6px] border-l-[var(--tone)] p-4"
        aria-label={t("actions")}
      >
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="text-soft">
            {objection.reviewer === null ? t("reviewerNobody") : t("reviewerIs", { name: objection.reviewer })}
          </p>
          <span className="flex flex-wrap gap-2">
            {acts.map((act) => (
              <BusyButton
                key={act}
                type="button"
                className={`${buttonClassOf(act)} button-small`}
                isBusy={command.isPending}
                onClick={() => press(act)}
              >
                {t(`act.${act}`)}
              </BusyButton>
            ))}
          </span>
        </div>
        {objection.interest === "declared" ? <p>{t("interestStands")}</p> : null}
        {acts.length === 0 && objection.interest !== "declared" ? (
          <p className="text-soft">{t(mustDeclare ? "declareFirst" : "nothingToDo")}</p>
        ) : null}
        {command.error === null ? null : <FailureNotice error={command.error} />}
      </section>
      {asking === "assign" ? <AssignDialog objection={objection} onClose={() => setAsking(null)} /> : null}
      {asking === null || asking === "assign" ? null : (
        <WordedDialog objection={objection} act={asking} onClose={() => setAsking(null)} />
      )}
    </>
  );
}
