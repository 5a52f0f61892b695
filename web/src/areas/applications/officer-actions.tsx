/** The actions on a case that the server currently permits; actions that need a note or reason ask for it. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Application } from "../../data/types.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { displayCode } from "../../words/code-block.ts";
import { type Command, useCommand } from "./command.ts";

/** An action as a button: its label, whether a text is required, and the field that carries it. */
interface Act {
  readonly name:
    | "take"
    | "unassign"
    | "endorse"
    | "finish-check"
    | "resume"
    | "pause"
    | "return"
    | "send-back"
    | "propose-approve"
    | "propose-reject"
    | "decide-approve"
    | "decide-reject"
    | "annul";
  readonly command: string;
  readonly outcome?: "approve" | "reject";
  readonly words: "none" | "optional" | "required";
  readonly field: "note" | "reason";
  readonly look: "main" | "plain" | "danger";
}

const ACTIONS: readonly Act[] = [
  { name: "take", command: "take", words: "none", field: "note", look: "main" },
  { name: "endorse", command: "endorse", words: "optional", field: "note", look: "main" },
  { name: "finish-check", command: "finish-check", words: "none", field: "note", look: "main" },
  { name: "resume", command: "resume", words: "none", field: "note", look: "main" },
  { name: "propose-approve", command: "propose", outcome: "approve", words: "optional", field: "reason", look: "main" },
  { name: "propose-reject", command: "propose", outcome: "reject", words: "required", field: "reason", look: "danger" },
  { name: "decide-approve", command: "decide", outcome: "approve", words: "optional", field: "reason", look: "main" },
  { name: "decide-reject", command: "decide", outcome: "reject", words: "required", field: "reason", look: "danger" },
  { name: "return", command: "return", words: "optional", field: "note", look: "plain" },
  { name: "pause", command: "pause", words: "required", field: "reason", look: "plain" },
  { name: "unassign", command: "unassign", words: "none", field: "note", look: "plain" },
  { name: "annul", command: "annul", words: "required", field: "reason", look: "danger" },
  { name: "send-back", command: "send-back", words: "required", field: "reason", look: "plain" },
];

const BUTTON_STYLES = { main: "button button-main", plain: "button", danger: "button button-danger" } as const;

/** Whether an action is possible: a check can be finished or returned only when all items have a result. */
function isReady(application: Application, act: Act): boolean {
  const open = application.items.some((item) => item.verdict === "open");
  const returned = application.items.some((item) => item.verdict === "returned");
  if (act.name === "finish-check") return !open;
  if (act.name === "decide-approve") return application.mandateRefusal === null;
  if (act.name === "return") return !open && returned;
  return true;
}

function commandOf(act: Act, words: string): Command {
  return {
    command: act.command,
    ...(act.outcome === undefined ? {} : { outcome: act.outcome }),
    ...(act.words === "none" ? {} : { [act.field]: words }),
  };
}

function AskWords({
  act,
  application,
  onClose,
}: {
  readonly act: Act;
  readonly application: Application;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.desk");
  const command = useCommand(application);
  const [words, setWords] = useState("");
  return (
    <Dialog title={t(`ask.${act.name}`, { number: application.number ?? "" })} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          command.mutate(commandOf(act, words.trim()), { onSuccess: onClose });
        }}
      >
        <p>{t(`effect.${act.name}`, { code: displayCode(application.form.code) })}</p>
        <label className="grid gap-1">
          <span className="font-semibold">{act.words === "required" ? t("reason") : t("reasonOptional")}</span>
          <textarea
            className="input"
            rows={4}
            name="words"
            required={act.words === "required"}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </label>
        {command.error === null ? null : <FailureNotice error={command.error} />}
        <div className="flex flex-wrap gap-3">
          <BusyButton type="submit" className={BUTTON_STYLES[act.look]} isBusy={command.isPending}>
            {t(`act.${act.name}`)}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {t("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** The action bar. */
export function OfficerActions({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.desk");
  const command = useCommand(application);
  const [asking, setAsking] = useState<Act | null>(null);
  const acts = ACTIONS.filter((act) => application.commands.includes(act.command));
  const waiting = acts.some((act) => act.name !== "decide-approve" && !isReady(application, act));
  return (
    <section className="card tone-solid grid gap-3 border-l-[6px] border-l-[var(--tone)] p-5" aria-label={t("actions")}>
      {application.proposedOutcome === null ? null : (
        <p className="flex flex-wrap items-center gap-2">
          {t("proposed")}
          <Badge
            shape={application.proposedOutcome === "approve" ? "tick" : "cross"}
            tone={application.proposedOutcome === "approve" ? "good" : "bad"}
          >
            {t(`outcome.${application.proposedOutcome}`)}
          </Badge>
        </p>
      )}
      {application.mandateRefusal === null ? null : (
        <Notice tone="wait" title={t("noMandateTitle")}>
          <p>{t(`noMandate.${application.mandateRefusal}`)}</p>
        </Notice>
      )}
      {acts.length === 0 ? <p className="text-soft">{t("nothingToDo")}</p> : null}
      <div className="flex flex-wrap gap-2">
        {acts.map((act) => (
          <BusyButton
            key={act.name}
            type="button"
            className={BUTTON_STYLES[act.look]}
            isBusy={command.isPending}
            disabled={!isReady(application, act)}
            onClick={() => (act.words === "none" ? command.mutate(commandOf(act, "")) : setAsking(act))}
          >
            {t(`act.${act.name}`)}
          </BusyButton>
        ))}
      </div>
      {waiting ? <p className="text-small text-soft">{t("allItemsFirst")}</p> : null}
      {command.error === null ? null : <FailureNotice error={command.error} />}
      {asking === null ? null : <AskWords act={asking} application={application} onClose={() => setAsking(null)} />}
    </section>
  );
}
