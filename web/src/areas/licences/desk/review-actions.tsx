/** The actions on a case that the server currently permits; actions that need a note or reason ask for it. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { FailureNotice } from "../../../parts/notice.tsx";
import { type LicenceCommand, useLicenceCommand } from "../licence-data.ts";
import type { Licence } from "../licence-types.ts";
import { GiveDialog } from "./give-dialog.tsx";
import { interestOf } from "./interest-card.tsx";
import { draftsOf, openCount } from "./judged-items.ts";
import { PauseDialog } from "./pause-dialog.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { ReturnDialog } from "./return-dialog.tsx";

/** Actions with a reason or note: the field that carries it, whether it is required, and the button style. */
const WITH_WORDS = {
  endorse: { isOptional: true, look: "main", send: (note: string): LicenceCommand => ({ command: "endorse", note }) },
  verify: { isOptional: true, look: "main", send: (reason: string): LicenceCommand => ({ command: "verify", reason }) },
  reject: {
    isOptional: false,
    look: "danger",
    send: (reason: string): LicenceCommand => ({ command: "reject", reason }),
  },
  "send-back": {
    isOptional: false,
    look: "main",
    send: (reason: string): LicenceCommand => ({ command: "send-back", reason }),
  },
} as const;

type WordedAct = keyof typeof WITH_WORDS;
type ReviewDialog = WordedAct | "return" | "pause" | "resume" | "assign";

const ORDER = [
  "take",
  "finish-check",
  "return",
  "endorse",
  "verify",
  "reject",
  "send-back",
  "pause",
  "resume",
  "assign",
  "unassign",
] as const;

type Act = (typeof ORDER)[number];

const MAIN: readonly Act[] = ["take", "finish-check", "endorse", "verify", "resume"];

const isWorded = (act: Act): act is WordedAct => act in WITH_WORDS;

/** The condition that blocks an action; null when none does. */
function hindrance(licence: Licence, act: Act): "open" | "drafts" | "no-draft" | "not-accepted" | null {
  if (act === "finish-check") {
    if (openCount(licence) > 0) return "open";
    return draftsOf(licence).length > 0 ? "drafts" : null;
  }
  if (act === "return") {
    if (openCount(licence) > 0) return "open";
    return draftsOf(licence).length === 0 ? "no-draft" : null;
  }
  if (act === "verify") return licence.items.some(({ verdict }) => verdict !== "accepted") ? "not-accepted" : null;
  return null;
}

function buttonClassOf(act: Act): string {
  if (act === "reject") return "button button-danger";
  return MAIN.includes(act) ? "button button-main" : "button";
}

function WordedDialog({
  licence,
  act,
  onClose,
}: {
  readonly licence: Licence;
  readonly act: WordedAct;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const command = useLicenceCommand(licence);
  const { isOptional, look, send } = WITH_WORDS[act];
  return (
    <ReasonDialog
      title={t(`ask.${act}`, { number: licence.number ?? "" })}
      text={t(`effect.${act}`)}
      label={isOptional ? t("noteOptional") : t(act === "reject" ? "reasonRead" : "reason")}
      send={t(`act.${act}`)}
      isOptional={isOptional}
      look={look}
      command={command}
      onClose={onClose}
      onSend={(words) => command.mutate(send(words), { onSuccess: onClose })}
    />
  );
}

function ReviewActionDialog({
  licence,
  asking,
  onClose,
}: {
  readonly licence: Licence;
  readonly asking: ReviewDialog;
  readonly onClose: () => void;
}): ReactNode {
  if (asking === "return") return <ReturnDialog licence={licence} onClose={onClose} />;
  if (asking === "assign") return <GiveDialog licence={licence} onClose={onClose} />;
  if (asking === "pause" || asking === "resume") {
    return <PauseDialog licence={licence} act={asking} onClose={onClose} />;
  }
  return <WordedDialog licence={licence} act={asking} onClose={onClose} />;
}

/** The officer to whom the case is assigned. */
function Holder({ licence, personName }: { readonly licence: Licence; readonly personName: string }): ReactNode {
  const t = useTranslations("web.licenceDesk");
  if (licence.assignee === null) return <p className="text-soft">{t("holderNobody")}</p>;
  return (
    <p className="text-soft">
      {licence.assignee === personName ? t("holderYou") : t("holder", { name: licence.assignee })}
    </p>
  );
}

/** The action bar. */
export function ReviewActions({
  licence,
  personName,
}: {
  readonly licence: Licence;
  readonly personName: string;
}): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const command = useLicenceCommand(licence);
  const [asking, setAsking] = useState<ReviewDialog | null>(null);
  const acts = ORDER.filter((act) => licence.commands.includes(act));
  const hindrances = [...new Set(acts.flatMap((act) => hindrance(licence, act) ?? []))];
  const interest = interestOf(licence);
  const press = (act: Act): void => {
    if (act === "take" || act === "unassign" || act === "finish-check") command.mutate({ command: act });
    else if (isWorded(act) || act === "return" || act === "pause" || act === "resume" || act === "assign")
      setAsking(act);
  };
  return (
    <section className="card tone-solid grid gap-3 border-l-[6px] border-l-[var(--tone)] p-4" aria-label={t("actions")}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Holder licence={licence} personName={personName} />
        <span className="flex flex-wrap gap-2">
          {acts.map((act) => (
            <BusyButton
              key={act}
              type="button"
              className={`${buttonClassOf(act)} button-small`}
              isBusy={command.isPending}
              disabled={hindrance(licence, act) !== null}
              onClick={() => press(act)}
            >
              {t(`act.${act}`)}
            </BusyButton>
          ))}
        </span>
      </div>
      {interest === "declared" ? <p>{t("interest.stands")}</p> : null}
      {acts.length === 0 && interest !== "declared" ? (
        <p className="text-soft">{t(interest === "undeclared" ? "interest.first" : "nothingToDo")}</p>
      ) : null}
      {hindrances.map((why) => (
        <p key={why} className="text-small text-soft">
          {t(`hindrance.${why}`)}
        </p>
      ))}
      {command.error === null ? null : <FailureNotice error={command.error} />}
      {asking === null ? null : (
        <ReviewActionDialog licence={licence} asking={asking} onClose={() => setAsking(null)} />
      )}
    </section>
  );
}
