/** Actions on the current call: four buttons in fixed positions, the call state as text, and the selection of a consultation target. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type {
  DesktopCallAction,
  DesktopColleague,
  DesktopState,
} from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { TextField } from "../../parts/fields.tsx";
import { FailureNotice, Loading } from "../../parts/notice.tsx";
import { stateStyle } from "../queues/agent-state.tsx";
import { colleaguesQuery } from "./agent-desktop-data.ts";
import { permittedCallActions, type Talk, talkOf } from "./consultation-state.ts";
import { useShortcuts } from "./shortcuts.ts";

/** Function keys that neither browsers nor the state panel use. */
const KEYS = { back: "F8", ask: "F9" } as const;
/** A number that can be dialled: digits with an optional leading plus. */
const NUMBER = /^\+?\d{2,20}$/;

/** Sends a call action together with the call state that it applies to; resolves when the switch has confirmed it. */
function useCallAct() {
  return useMutation({
    mutationFn: ({ act }: { readonly act: DesktopCallAction; readonly from: Talk["state"] }) =>
      read(api.POST("/api/service/desk/call/acts", { body: { act, idempotencyKey: crypto.randomUUID() } })),
  });
}

/** The buttons below the number. All buttons keep their positions while the call rings, so that nothing moves under a finger. */
export function CallActions({
  now,
  isTalking,
  isAtPage,
}: {
  readonly now: DesktopState;
  readonly isTalking: boolean;
  readonly isAtPage: boolean;
}): ReactNode {
  const t = useTranslations("web.agentDesk.acts");
  const acting = useCallAct();
  const [isChoosing, setChoosing] = useState(false);
  const talk = talkOf(now);
  const offered = permittedCallActions(isTalking ? talk.state : null);
  const order = (act: DesktopCallAction): void => {
    setChoosing(false);
    acting.mutate({ act, from: talk.state });
  };
  // The event of the new call state often arrives before the response; the buttons are enabled again as soon as the state changes.
  const isBusy = acting.isPending && acting.variables.from === talk.state;
  const { back, ask } = offered;
  const goBack = back === null || isBusy ? undefined : () => order({ act: back });
  const goOn =
    ask === null || isBusy
      ? undefined
      : ask === "consult"
        ? () => setChoosing((before) => !before)
        : () => order({ act: ask });
  useShortcuts({ [KEYS.back]: goBack, [KEYS.ask]: goOn, Escape: isChoosing ? () => setChoosing(false) : undefined });
  return (
    <section className="desk-call-acts" aria-label={t("title")} data-talk={isTalking ? talk.state : "ringing"}>
      <div className="desk-call-buttons">
        <Act
          label={t(`back.${back ?? "hold"}`)}
          shortcut={KEYS.back}
          isOff={back === null}
          isBusy={isBusy}
          onPress={goBack}
        />
        <Act
          label={t(`ask.${talk.state === "conference" ? "leave" : (ask ?? "consult")}`)}
          shortcut={KEYS.ask}
          isOff={ask === null}
          isBusy={isBusy}
          onPress={goOn}
          isOpen={ask === "consult" ? isChoosing : undefined}
        />
        <Act
          label={t("conference")}
          isOff={!offered.mayConfer}
          isBusy={isBusy}
          onPress={offered.mayConfer && !isBusy ? () => order({ act: "conference" }) : undefined}
        />
        <Act
          label={t("hangUp")}
          isDanger
          isOff={!isTalking}
          isBusy={isBusy}
          onPress={isTalking && !isBusy ? () => order({ act: "hang-up" }) : undefined}
        />
      </div>
      <TalkWords talk={talk} isTalking={isTalking} isAtPage={isAtPage} supervision={now.caller?.supervision ?? null} />
      {isChoosing && ask === "consult" ? <Choice isBusy={isBusy} onAct={order} /> : null}
      {acting.error === null ? null : <FailureNotice error={acting.error} />}
    </section>
  );
}

/** The states of caller, agent and consulted party as text; a consulted colleague is shown by name. */
function TalkWords({
  talk,
  isTalking,
  isAtPage,
  supervision,
}: {
  readonly talk: Talk;
  readonly isTalking: boolean;
  readonly isAtPage: boolean;
  /** The mode of a supervisor's participation, where the call centre discloses it to agents. */
  readonly supervision: NonNullable<DesktopState["caller"]>["supervision"];
}): ReactNode {
  const t = useTranslations("web.agentDesk.acts");
  const { data } = useQuery({ ...colleaguesQuery, enabled: talk.target !== null });
  const name = data?.items.find(({ extension }) => extension === talk.target)?.name ?? talk.target ?? "";
  const words = !isTalking
    ? t(isAtPage ? "answerHere" : "answerFirst")
    : talk.state === "held" && talk.status !== null
      ? t(talk.status === 200 ? "state.leftAlone" : "state.notReached", { name })
      : t(`state.${talk.state}`, { name });
  return (
    <p className="desk-talk" role="status">
      {words}
      {isTalking && supervision !== null ? <strong> {t(`supervision.${supervision}`)}</strong> : null}
    </p>
  );
}

interface ActProps {
  readonly label: string;
  readonly shortcut?: string;
  readonly isOff: boolean;
  readonly isBusy: boolean;
  readonly isDanger?: boolean;
  /** Whether the panel of the button is open; undefined for buttons without a panel. */
  readonly isOpen?: boolean | undefined;
  readonly onPress: (() => void) | undefined;
}

function Act({ label, shortcut, isOff, isBusy, isDanger = false, isOpen, onPress }: ActProps): ReactNode {
  return (
    <BusyButton
      type="button"
      className={`button desk-act desk-call-act ${isDanger ? "button-danger" : ""}`}
      disabled={isOff}
      isBusy={isBusy && !isOff}
      aria-keyshortcuts={shortcut}
      aria-expanded={isOpen}
      onClick={() => onPress?.()}
    >
      <span className="[overflow-wrap:anywhere]">{label}</span>
      {shortcut === undefined ? null : (
        <span className="desk-key" aria-hidden="true">
          {shortcut}
        </span>
      )}
    </BusyButton>
  );
}

/** Selects the consultation target: a colleague who is logged in, or a number. */
function Choice({
  isBusy,
  onAct,
}: {
  readonly isBusy: boolean;
  readonly onAct: (act: DesktopCallAction) => void;
}): ReactNode {
  const t = useTranslations("web.agentDesk.acts");
  const colleagues = useQuery(colleaguesQuery);
  const [number, setNumber] = useState("");
  const [isWrong, setWrong] = useState(false);
  const call = (): void => {
    const dialled = number.replaceAll(/[\s.()-]/g, "");
    setWrong(!NUMBER.test(dialled));
    if (NUMBER.test(dialled)) onAct({ act: "consult", number: dialled });
  };
  return (
    <fieldset className="desk-reasons">
      <legend className="font-semibold">{t("whom")}</legend>
      {colleagues.error === null ? null : <FailureNotice error={colleagues.error} />}
      {colleagues.data === undefined && colleagues.error === null ? <Loading lines={1} height={44} /> : null}
      {colleagues.data?.items.length === 0 ? <p className="text-soft">{t("nobody")}</p> : null}
      {colleagues.data?.items.map((colleague, index) => (
        <Colleague
          key={colleague.id}
          colleague={colleague}
          isFirst={index === 0}
          isBusy={isBusy}
          onAsk={() => onAct({ act: "consult", agentId: colleague.id })}
        />
      ))}
      <form
        className="flex basis-full flex-wrap items-end gap-3"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          call();
        }}
      >
        <TextField
          name="consulted-number"
          label={t("number")}
          type="tel"
          inputMode="tel"
          autoComplete="off"
          value={number}
          error={isWrong ? t("numberWrong") : undefined}
          onChange={(event) => setNumber(event.target.value)}
        />
        <BusyButton type="submit" className="button desk-act" isBusy={isBusy}>
          {t("call")}
        </BusyButton>
      </form>
    </fieldset>
  );
}

function Colleague({
  colleague: { name, state },
  isFirst,
  isBusy,
  onAsk,
}: {
  readonly colleague: DesktopColleague;
  readonly isFirst: boolean;
  readonly isBusy: boolean;
  readonly onAsk: () => void;
}): ReactNode {
  const states = useTranslations("web.queues");
  return (
    // A user who opened the panel with a key continues with the keyboard.
    <BusyButton type="button" className="button" autoFocus={isFirst} isBusy={isBusy} onClick={onAsk}>
      <span className="[overflow-wrap:anywhere]">{name}</span>
      <span className="text-small text-soft">{states(`agentStates.${stateStyle(state).state}`)}</span>
    </BusyButton>
  );
}
