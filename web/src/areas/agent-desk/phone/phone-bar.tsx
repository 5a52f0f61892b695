/** The softphone bar: registration state, current call, and a fixed position for each action. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Badge, type Shape, type Tone } from "../../../parts/badges.tsx";
import { useNow } from "../../../parts/countdown.tsx";
import { FailureNotice, Notice } from "../../../parts/notice.tsx";
import { lengthText } from "../../calls/call-words.ts";
import { numberText } from "../agent-desktop-view.ts";
import { useShortcuts } from "../shortcuts.ts";
import { ClosedWay } from "./closed-way.tsx";
import { PhoneKeys } from "./phone-keys.tsx";
import { PhoneSound } from "./phone-sound.tsx";
import { type Line, type PhoneState, permittedPhoneActions, type QueueCall } from "./phone-state.ts";
import { QualityWords } from "./quality-words.tsx";
import type { SoftphoneController } from "./softphone-controller.ts";

/** Function keys that neither browsers nor the other panels use. */
const KEYS = { answer: "F3", mute: "F6", silence: "F7", hangUp: "F10" } as const;

const BADGE_STYLES: Readonly<Record<Line["is"], { readonly shape: Shape; readonly tone: Tone }>> = {
  off: { shape: "dash", tone: "quiet" },
  opening: { shape: "half", tone: "wait" },
  ready: { shape: "tick", tone: "good" },
  lost: { shape: "cross", tone: "bad" },
  elsewhere: { shape: "triangle", tone: "wait" },
  refused: { shape: "cross", tone: "bad" },
  closed: { shape: "cross", tone: "bad" },
  returning: { shape: "half", tone: "wait" },
  "no-microphone": { shape: "cross", tone: "bad" },
};

/** States in which the agent can move the softphone to this page. */
const TAKEABLE: readonly Line["is"][] = ["elsewhere", "refused", "closed", "no-microphone"];

interface PhoneBarProps {
  readonly seat: SoftphoneController;
  readonly state: PhoneState;
  /** The phone that the agent is logged in at, to register for it again. */
  readonly phoneId: string | null;
  /** The state of the queue call, which the desktop holds and transfers. */
  readonly queueCall: QueueCall;
  /** Called when the panic key is pressed. */
  readonly onSilenced: () => void;
  /** Called when the agent switches to the desk phone. */
  readonly onLeave: () => void;
  /** The failure to record a press of the panic key; null if none. */
  readonly failure: Error | null;
}

/** The softphone bar; shown while the agent answers in this page. */
export function PhoneBar({ seat, state, phoneId, queueCall, onSilenced, onLeave, failure }: PhoneBarProps): ReactNode {
  const t = useTranslations("web.agentDesk.phone");
  const [open, setOpen] = useState<"keys" | "sound" | null>(null);
  const { call, isSilenced } = state;
  const offered = permittedPhoneActions(state, queueCall);
  const acts = {
    answer: offered.mayAnswer ? () => seat.phone?.answer() : undefined,
    mute: offered.mayMute && call !== null ? () => seat.phone?.mute(!call.isMuted) : undefined,
    silence: offered.maySilence
      ? () => {
          seat.phone?.silence(!isSilenced);
          if (!isSilenced) onSilenced();
        }
      : undefined,
    hangUp: offered.mayHangUp ? () => seat.phone?.hangUp() : undefined,
  };
  // Softphone keys override the browser's functions of these keys.
  const still = (): void => undefined;
  useShortcuts({
    [KEYS.answer]: acts.answer ?? still,
    [KEYS.mute]: acts.mute ?? still,
    [KEYS.silence]: acts.silence ?? still,
    [KEYS.hangUp]: acts.hangUp ?? still,
  });
  const toggle = (which: "keys" | "sound"): void => setOpen(open === which ? null : which);
  return (
    <section className="desk-phone card" aria-label={t("title")} data-line={state.line.is}>
      <PhoneStatus state={state} />
      <div className="desk-phone-acts">
        <Act label={t("answer")} shortcut={KEYS.answer} isMain onPress={acts.answer} />
        <Act
          label={t(call?.isMuted === true ? "unmute" : "mute")}
          shortcut={KEYS.mute}
          isPressed={call?.isMuted ?? false}
          onPress={acts.mute}
        />
        <Act
          label={t(isSilenced ? "unsilence" : "silence")}
          shortcut={KEYS.silence}
          isPressed={isSilenced}
          isWarning
          onPress={acts.silence}
        />
        <Act
          label={t(call?.is === "ringing" ? "decline" : "hangUp")}
          shortcut={KEYS.hangUp}
          isDanger
          onPress={acts.hangUp}
        />
      </div>
      <div className="desk-phone-more">
        <QualityWords quality={state.quality} isTalking={call?.is === "talking"} />
        {offered.mayHold && call !== null ? (
          <button type="button" className="button" onClick={() => seat.phone?.hold(!call.isOnHold)}>
            {t(call.isOnHold ? "resume" : "hold")}
          </button>
        ) : null}
        <button type="button" className="button" aria-expanded={open === "keys"} onClick={() => toggle("keys")}>
          {t(offered.mayPress ? "keypad" : "dialling")}
        </button>
        <button type="button" className="button" aria-expanded={open === "sound"} onClick={() => toggle("sound")}>
          {t("sound.title")}
        </button>
        {call === null ? (
          <button type="button" className="button" onClick={onLeave}>
            {t("useDesk")}
          </button>
        ) : null}
        {call === null && TAKEABLE.includes(state.line.is) && phoneId !== null ? (
          <button type="button" className="button button-main" onClick={() => void seat.sitDown(phoneId)}>
            {t(state.line.is === "closed" || state.line.is === "no-microphone" ? "way.again" : "takeHere")}
          </button>
        ) : null}
      </div>
      {failure === null ? null : <FailureNotice error={failure} />}
      {state.line.is === "closed" ? <ClosedWay way={state.line.way} /> : null}
      {state.silence !== null && call !== null ? (
        <div role="alert" className="col-span-full">
          <Notice tone="wait" title={t(`noSound.title.${state.silence}`)}>
            {t(`noSound.text.${state.silence}`)}
          </Notice>
        </div>
      ) : null}
      {open === "keys" ? <PhoneKeys seat={seat} offered={offered} keys={call?.keys ?? ""} /> : null}
      {open === "sound" ? <PhoneSound seat={seat} /> : null}
    </section>
  );
}

function PhoneStatus({ state: { line, call, isSilenced, fault } }: Pick<PhoneBarProps, "state">): ReactNode {
  const t = useTranslations("web.agentDesk.phone");
  const nowMs = useNow();
  const number = call === null ? "" : (numberText(call.number) ?? t("unknownNumber"));
  const said =
    call === null
      ? fault === null
        ? t(line.is === "no-microphone" ? `microphone.${line.why}` : `line.${line.is}`)
        : t(`fault.${fault}`)
      : t(`call.${call.is}`, { number });
  const { shape, tone } = BADGE_STYLES[line.is];
  return (
    <div className="desk-phone-standing">
      <Badge shape={shape} tone={tone}>
        {t(`lineName.${line.is}`)}
      </Badge>
      <p className="font-semibold [overflow-wrap:anywhere]" role="status">
        {said}
        {call?.isMuted === true ? ` · ${t("isMuted")}` : ""}
        {call?.isOnHold === true ? ` · ${t("isOnHold")}` : ""}
        {isSilenced ? ` · ${t("isSilenced")}` : ""}
        {line.is === "refused" && call === null ? ` ${line.message}` : ""}
      </p>
      <p className="text-small tabular-nums text-soft" aria-hidden="true">
        {call?.is === "talking" ? lengthText(Math.max(0, nowMs - call.sinceMs)) : ""}
      </p>
    </div>
  );
}

interface ActProps {
  readonly label: string;
  readonly shortcut: string;
  readonly isMain?: boolean;
  readonly isDanger?: boolean;
  readonly isWarning?: boolean;
  readonly isPressed?: boolean;
  readonly onPress: (() => void) | undefined;
}

function Act({ label, shortcut, isMain, isDanger, isWarning, isPressed, onPress }: ActProps): ReactNode {
  const look = isMain ? "button-main" : isDanger ? "button-danger" : isWarning ? "desk-phone-panic" : "";
  return (
    <button
      type="button"
      className={`button desk-act desk-call-act ${look}`}
      disabled={onPress === undefined}
      aria-keyshortcuts={shortcut}
      aria-pressed={isPressed}
      onClick={() => onPress?.()}
    >
      <span className="[overflow-wrap:anywhere]">{label}</span>
      <span className="desk-key" aria-hidden="true">
        {shortcut}
      </span>
    </button>
  );
}
